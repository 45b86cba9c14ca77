use clap::{Args, Subcommand};
use jiff::civil::Date;
use plinth_clinic::look;
use plinth_core::{
    clinic::{ClinicAct, Look, Settings},
    record::desk::Policy,
};
use plinth_figure::person::Person;
use serde::Serialize;

use crate::{
    clinic::ClinicArgs, form::in_words, look::LookArgs, output::FormatOption, problem::Problem,
    terminal,
};

/// The clinic's settings and the numbers that its clinical lead settles
#[derive(Debug, Args)]
pub(crate) struct Clinic {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Settings and policy as they are
    Show {
        #[command(flatten)]
        format: FormatOption,
    },
    /// Change what is printed about the clinic; for clinical leads
    Set(Box<SettingsArgs>),
    /// Record that you looked at the settings and that they are right; for clinical leads
    Confirm,
    /// Settle the clinic's numbers; for clinical leads
    Policy(PolicyArgs),
}

/// Settings that change. What is not named stays as it is.
#[derive(Debug, Args)]
struct SettingsArgs {
    /// Name of the clinic
    #[arg(long)]
    name: Option<String>,
    /// Where it is
    #[arg(long)]
    address: Option<String>,
    /// The telephone number that patients call
    #[arg(long)]
    phone: Option<String>,
    /// When it is answered: "Mon-Fri 8-6"
    #[arg(long)]
    hours: Option<String>,
    /// What to do at other times
    #[arg(long)]
    out_of_hours: Option<String>,
    /// Its country, in two letters: GB
    #[arg(long)]
    country: Option<String>,
    /// The number to call in an emergency
    #[arg(long, value_name = "NUMBER", requires = "emergency_number_again")]
    emergency_number: Option<String>,
    /// The emergency number once more: a wrong one could cost a life
    #[arg(long, value_name = "NUMBER", requires = "emergency_number")]
    emergency_number_again: Option<String>,
    /// Where to go in an emergency, in the words of the country: A&E
    #[arg(long, value_name = "PLACE")]
    emergency_place: Option<String>,
    /// Time zone: Europe/London
    #[arg(long)]
    zone: Option<String>,
    #[command(flatten)]
    figures: LookArgs,
    /// Why
    #[arg(long)]
    reason: String,
}

/// Numbers that change. What is not named stays as it is.
#[derive(Debug, Args)]
struct PolicyArgs {
    /// Days for which a screening supports an assignment
    #[arg(long, value_name = "DAYS")]
    screening_days: Option<u16>,
    /// Most days for which an emergency or same-day finding may be resolved
    #[arg(long, value_name = "DAYS")]
    flag_resolution_days: Option<u16>,
    /// Most days for which another finding may be resolved
    #[arg(long, value_name = "DAYS")]
    resolution_days: Option<u16>,
    /// Days to the next review while a precaution or a resolved finding stands
    #[arg(long, value_name = "DAYS")]
    caution_review_days: Option<u16>,
    /// Most days to any review
    #[arg(long, value_name = "DAYS")]
    review_days_at_most: Option<u16>,
    /// Most days without an entry before the clock has to be confirmed
    #[arg(long, value_name = "DAYS")]
    clock_jump_days: Option<u16>,
    /// Seconds by which the clock may fall behind the last entry
    #[arg(long, value_name = "SECONDS")]
    clock_back_seconds: Option<u16>,
    /// Goals that a patient may have at once
    #[arg(long, value_name = "GOALS")]
    goals_at_most: Option<u8>,
    /// Why
    #[arg(long)]
    reason: String,
}

#[derive(Debug, Serialize)]
struct ClinicView {
    settings: Settings,
    figures: Person,
    confirmed_on: Option<Date>,
    demo: bool,
    policy: Policy,
}

impl Clinic {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let said = match self.what {
            What::Show { format } => return show(clinic, format),
            What::Set(args) => {
                let acting = clinic.proved()?;
                let act = args.change(acting.clinic.settings()?.clone());
                acting.act_in_clinic(act)?;
                "The settings are changed. Sheets that patients have show the old ones."
            }
            What::Confirm => {
                clinic.proved()?.act_in_clinic(ClinicAct::ConfirmSettings)?;
                "The settings are confirmed in your name."
            }
            What::Policy(args) => {
                let acting = clinic.proved()?;
                let act = args.change(acting.clinic.record().policy);
                acting.act_in_clinic(act)?;
                "The policy holds from now on."
            }
        };
        terminal::status(said);
        Ok(())
    }
}

impl SettingsArgs {
    fn change(self, now: Settings) -> ClinicAct {
        let again = self.emergency_number_again;
        ClinicAct::ChangeSettings {
            emergency_number_again: again.unwrap_or_else(|| now.emergency_number.clone()),
            settings: Settings {
                name: self.name.unwrap_or(now.name),
                address: self.address.unwrap_or(now.address),
                phone: self.phone.unwrap_or(now.phone),
                hours: self.hours.unwrap_or(now.hours),
                out_of_hours: self.out_of_hours.unwrap_or(now.out_of_hours),
                country: self.country.unwrap_or(now.country),
                emergency_number: self.emergency_number.unwrap_or(now.emergency_number),
                emergency_place: self.emergency_place.unwrap_or(now.emergency_place),
                zone: self.zone.unwrap_or(now.zone),
                figures: look(self.figures.into(), &now.figures),
            },
            reason: self.reason,
        }
    }
}

impl PolicyArgs {
    fn change(self, now: Policy) -> ClinicAct {
        ClinicAct::SetPolicy {
            policy: Policy {
                screening_days: self.screening_days.unwrap_or(now.screening_days),
                flag_resolution_days: self
                    .flag_resolution_days
                    .unwrap_or(now.flag_resolution_days),
                resolution_days: self.resolution_days.unwrap_or(now.resolution_days),
                caution_review_days: self.caution_review_days.unwrap_or(now.caution_review_days),
                review_days_at_most: self.review_days_at_most.unwrap_or(now.review_days_at_most),
                clock_jump_days: self.clock_jump_days.unwrap_or(now.clock_jump_days),
                clock_back_seconds: self.clock_back_seconds.unwrap_or(now.clock_back_seconds),
                goals_at_most: self.goals_at_most.unwrap_or(now.goals_at_most),
            },
            reason: self.reason,
        }
    }
}

fn show(clinic: &ClinicArgs, format: FormatOption) -> Result<(), Problem> {
    let clinic = clinic.open()?;
    let record = clinic.record();
    let view = ClinicView {
        // Whom figures show stands beside them, chosen or not.
        settings: Settings {
            figures: Look::default(),
            ..clinic.settings()?.clone()
        },
        figures: clinic.drawn()?,
        confirmed_on: record.settings_confirmed_on,
        demo: record.demo,
        policy: record.policy,
    };
    format.show(&view, |view, page| {
        let settings = &view.settings;
        page.line(&page.paint().strong(&terminal::harmless(&settings.name)));
        for (label, value) in [
            ("address", &settings.address),
            ("telephone", &settings.phone),
            ("hours", &settings.hours),
            ("out of hours", &settings.out_of_hours),
            ("country", &settings.country),
            ("emergency", &settings.emergency_number),
            ("go to", &settings.emergency_place),
            ("time zone", &settings.zone),
        ] {
            page.pair(14, label, value);
        }
        page.pair(14, "figures show", &view.figures.to_string());
        if let Some(on) = view.confirmed_on {
            page.pair(14, "confirmed", &in_words(on));
        }
        page.heading("Policy");
        let policy = view.policy;
        for (label, value) in [
            (
                "days a screening supports an assignment",
                policy.screening_days,
            ),
            (
                "most days a flag may be resolved",
                policy.flag_resolution_days,
            ),
            (
                "most days another finding may be resolved",
                policy.resolution_days,
            ),
            (
                "days to a review with a precaution",
                policy.caution_review_days,
            ),
            ("most days to any review", policy.review_days_at_most),
            (
                "days without an entry until the clock is asked",
                policy.clock_jump_days,
            ),
            (
                "seconds the clock may fall behind",
                policy.clock_back_seconds,
            ),
            ("goals at once", policy.goals_at_most.into()),
        ] {
            page.pair(48, label, &value.to_string());
        }
    })
}
