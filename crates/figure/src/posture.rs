//! A posture in a clinician's words: what is written in a file of figures.

use schemars::JsonSchema;
use serde::Deserialize;

/// How the body is held as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Base {
    /// On both feet.
    #[default]
    Standing,
    /// On a seat.
    Sitting,
    /// On the floor with the legs forward.
    LongSitting,
    /// On the back.
    OnTheBack,
    /// On the side, the working side up.
    OnTheSide,
    /// On the belly.
    OnTheBelly,
    /// On forearms and knees or toes: a plank.
    OnTheForearms,
    /// On hands and knees.
    AllFours,
    /// On one knee: the other foot stands.
    HalfKneeling,
}

/// Where a foot is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Foot {
    /// Where its joints put it.
    Free,
    /// Flat on the floor below.
    Flat,
    /// On its heel, on the floor below.
    Heel,
    /// Where it was in the last panel before that is not the wrong way.
    Stay,
    /// Flat on the step.
    Step,
    /// On its heel on the step.
    StepHeel,
    /// Its sole against the wall at the feet.
    Wall,
    /// The ankle across the other knee.
    AcrossKnee,
    /// Beside the other ankle.
    WithOther,
    /// On the pedal that is up.
    PedalHigh,
    /// On the pedal that is down.
    PedalLow,
}

/// Where a hand is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Hand {
    /// Where its joints put it.
    Free,
    /// Where it was in the last panel before that is not the wrong way.
    Stay,
    /// Flat on the floor below.
    Floor,
    /// Beside the hip, flat on what the body lies on.
    BySide,
    /// Behind the thigh of the working leg.
    BehindThigh,
    /// Behind the thigh of the other leg.
    BehindOtherThigh,
    /// On the front of the shin, below the knee, of the working leg.
    Shin,
    /// On the front of the shin of the other leg.
    OtherShin,
    /// On the working knee.
    Knee,
    /// On the other knee.
    OtherKnee,
    /// On the thigh of its own side.
    Thigh,
    /// On the belly.
    Belly,
    /// On the lower ribs.
    Chest,
    /// On the hip of its own side.
    Hip,
    /// Behind the lower back.
    LowBack,
    /// On the shoulder of the other side: arms crossed.
    OtherShoulder,
    /// On the seat, beside the hip.
    Seat,
    /// On the back of the chair.
    ChairBack,
    /// On the rail.
    Rail,
    /// On the edge of the worktop.
    Worktop,
    /// Flat on the wall ahead, at the height of the shoulder.
    Wall,
    /// Holding an end of the towel that is round the other thigh.
    Towel,
    /// Under the head.
    UnderHead,
    /// Holding the strap in front of the chest.
    Strap,
    /// Straight ahead at the height of the handlebar.
    Bar,
    /// On the floor with the whole forearm, the elbow under the shoulder.
    Forearm,
    /// On the floor in front of the chest.
    FloorInFront,
}

/// How a hand is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Grip {
    /// Fingers straight.
    Flat,
    /// Fingers a little bent.
    Relaxed,
    /// Round something.
    Grip,
    /// Closed.
    Fist,
}

/// What is said of one side; what is not said stays as it was. Angles in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct SideText {
    /// Flexion of the hip.
    pub hip: Option<f64>,
    /// Abduction of the hip.
    pub hip_out: Option<f64>,
    /// Outward rotation of the hip.
    pub hip_turn: Option<f64>,
    /// Flexion of the knee.
    pub knee: Option<f64>,
    /// Toes up; negative is toes down.
    pub ankle: Option<f64>,
    /// Where the foot is.
    pub foot: Option<Foot>,
    /// How far ahead of the hip a foot on the floor is, m.
    pub foot_ahead: Option<f64>,
    /// How far to the outside of the hip a foot on the floor is, m.
    pub foot_out: Option<f64>,
    /// Which way the knee points, in the pelvis' own frame: forward, up, outward.
    pub knee_toward: Option<[f64; 3]>,
    /// Flexion of the shoulder.
    pub shoulder: Option<f64>,
    /// Abduction of the shoulder.
    pub shoulder_out: Option<f64>,
    /// Outward rotation of the shoulder.
    pub shoulder_turn: Option<f64>,
    /// Flexion of the elbow.
    pub elbow: Option<f64>,
    /// Bend of the hand toward its palm.
    pub wrist: Option<f64>,
    /// How far the palm is turned from the body.
    pub palm: Option<f64>,
    /// Where the hand is.
    pub hand: Option<Hand>,
    /// How the hand is held.
    pub grip: Option<Grip>,
    /// Which way the elbow points, in the chest's own frame: forward, up, outward.
    pub elbow_toward: Option<[f64; 3]>,
    /// A move of the hand from its place, in the room: right, up, toward the reader, m.
    pub hand_off: Option<[f64; 3]>,
}

/// What is said of a posture; what is not said stays as in the last panel before that is not the wrong way. Angles in degrees.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Posture {
    /// How the body is held as a whole.
    pub base: Option<Base>,
    /// How far the whole trunk leans forward at the hips.
    pub lean: Option<f64>,
    /// How far the whole trunk leans to the working side.
    pub lean_side: Option<f64>,
    /// How far the whole body is turned toward the reader.
    pub face: Option<f64>,
    /// How far the whole body is rolled forward, onto the belly, from lying on its side; negative is back.
    pub roll: Option<f64>,
    /// How far the pelvis is lifted off the floor when lying on the back: the slope of the trunk.
    pub lift: Option<f64>,
    /// How high the pelvis is, m.
    pub height: Option<f64>,
    /// How far the pelvis is moved, m: right, toward the reader.
    pub shift: Option<[f64; 2]>,
    /// Rounding of the lower back; negative is arching.
    pub lower_back: Option<f64>,
    /// Rounding of the upper back.
    pub upper_back: Option<f64>,
    /// Bending of the trunk to the working side.
    pub side_bend: Option<f64>,
    /// Turning of the trunk toward the working side.
    pub turn: Option<f64>,
    /// The neck forward.
    pub neck: Option<f64>,
    /// The chin toward the chest.
    pub chin: Option<f64>,
    /// The head turned toward the working side.
    pub look: Option<f64>,
    /// Both sides.
    pub both: Option<SideText>,
    /// The working side.
    pub working: Option<SideText>,
    /// The other side.
    pub other: Option<SideText>,
}

macro_rules! taken_over {
    ($later:expr, $earlier:expr, $($field:ident),+) => {
        Self { $($field: $later.$field.or($earlier.$field),)+ }
    };
}

impl SideText {
    /// This, and what it does not say as it was.
    #[must_use]
    pub fn after(self, mut earlier: Self) -> Self {
        // Where a hand is told anew, a move belongs to the place that it had.
        if self.hand.is_some() {
            earlier.hand_off = None;
        }
        taken_over!(
            self,
            earlier,
            hip,
            hip_out,
            hip_turn,
            knee,
            ankle,
            foot,
            foot_ahead,
            foot_out,
            knee_toward,
            shoulder,
            shoulder_out,
            shoulder_turn,
            elbow,
            wrist,
            palm,
            hand,
            grip,
            elbow_toward,
            hand_off
        )
    }
}

/// A posture with nothing left unsaid but what its base says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Whole {
    /// What is said of the trunk; its sides are empty.
    pub trunk: Posture,
    /// What is said of the working side, and of the other.
    pub sides: [SideText; 2],
}

impl Posture {
    /// This, and what it does not say as in the panel before.
    #[must_use]
    pub fn after(&self, earlier: &Whole) -> Whole {
        let both = self.both.unwrap_or_default();
        let side =
            |said: Option<SideText>, earlier| said.unwrap_or_default().after(both).after(earlier);
        let sides = [
            side(self.working, earlier.sides[0]),
            side(self.other, earlier.sides[1]),
        ];
        Whole {
            trunk: self.trunk_after(&earlier.trunk),
            sides,
        }
    }

    fn trunk_after(&self, earlier: &Self) -> Self {
        let mut trunk: Self = taken_over!(
            self, earlier, base, lean, lean_side, face, roll, lift, height, shift, lower_back,
            upper_back, side_bend, turn, neck, chin, look, both, working, other
        );
        (trunk.both, trunk.working, trunk.other) = (None, None, None);
        trunk
    }
}
