//! The grammar of conditions, without the meaning of the names in them.

use std::ops::Range;
use winnow::{
    LocatingSlice, ModalResult, Parser,
    ascii::multispace0,
    combinator::{alt, cut_err, eof, opt, peek, preceded, separated},
    error::{ErrMode, ParserError},
    stream::{Location, Stream},
    token::{one_of, take_while},
};

use plinth_core::{
    answer::Side,
    condition::{Comparison, Which},
};

/// Most parentheses, `not` and `at least` inside each other, definitions included. Evaluating and dropping a condition
/// goes as deep as the condition, so this keeps both off the end of the stack.
pub const DEEPEST: usize = 64;

/// Longest condition, in bytes.
pub const LARGEST: usize = 500_000;

/// Something with its place in the text of the condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placed<T> {
    pub(crate) is: T,
    pub(crate) span: Range<usize>,
}

/// A condition as it is written.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Tree<'a> {
    Term(Term<'a>),
    Not(Box<Tree<'a>>),
    All(Vec<Tree<'a>>),
    Any(Vec<Tree<'a>>),
    AtLeast(Placed<&'a str>, Vec<Tree<'a>>),
}

/// One fact and what is asked of it, as it is written.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Term<'a> {
    pub(crate) span: Range<usize>,
    pub(crate) side: Option<Placed<Which>>,
    pub(crate) head: Placed<&'a str>,
    /// What stands in parentheses after the head.
    pub(crate) call: Option<Vec<Argument<'a>>>,
    pub(crate) test: Option<(Placed<Operator>, Placed<&'a str>)>,
}

/// `leg-pain-worst`, or `weeks: 6`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Argument<'a> {
    pub(crate) word: Placed<&'a str>,
    pub(crate) value: Option<Placed<&'a str>>,
}

/// What stands between a fact and a literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Compare(Comparison),
    Includes,
}

/// Why a text is not a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) code: &'static str,
    pub(crate) span: Range<usize>,
    pub(crate) message: String,
    pub(crate) hint: &'static str,
}

type Input<'a> = LocatingSlice<&'a str>;
type Read<T> = ModalResult<T, Fault>;

impl ParserError<Input<'_>> for Fault {
    type Inner = Self;

    fn from_input(input: &Input<'_>) -> Self {
        let start = input.current_token_start();
        Self {
            code: "condition-syntax",
            span: start..start,
            message: "this is not a condition".into(),
            hint: "",
        }
    }

    fn into_inner(self) -> Result<Self::Inner, Self> {
        Ok(self)
    }
}

/// Words that have a meaning of their own in conditions; no question and no definition has them as its name.
pub(crate) const RESERVED: [&str; 23] = [
    "and",
    "or",
    "not",
    "any",
    "both",
    "side",
    "sides",
    "affected",
    "other",
    "left",
    "right",
    "at",
    "least",
    "of",
    "includes",
    "age",
    "days-in-phase",
    "adherence",
    "settled-within",
    "clean-visits",
    "psfs",
    "psfs-change",
    "is",
];

/// Reads a whole text as one condition.
pub(crate) fn read(text: &str) -> Result<Tree<'_>, Fault> {
    if text.len() > LARGEST {
        return Err(Fault {
            code: "condition-too-long",
            span: 0..text.len(),
            message: format!("a condition has at most {LARGEST} characters"),
            hint: "split it with [define]",
        });
    }
    let mut input = LocatingSlice::new(text);
    whole(&mut input).map_err(|fault: ErrMode<Fault>| match fault {
        ErrMode::Backtrack(fault) | ErrMode::Cut(fault) => fault,
        ErrMode::Incomplete(_) => Fault::from_input(&input),
    })
}

fn whole<'a>(input: &mut Input<'a>) -> Read<Tree<'a>> {
    let tree = group(input, 0)?;
    end(input)?;
    Ok(tree)
}

/// Terms joined by `and`, or by `or`.
fn group<'a>(input: &mut Input<'a>, depth: usize) -> Read<Tree<'a>> {
    let first = single(input, depth)?;
    let Some(joint) = opt(joint).parse_next(input)? else {
        return Ok(first);
    };
    let mut items = vec![first, single(input, depth)?];
    while let Some(next) = opt(self::joint).parse_next(input)? {
        if next.is != joint.is {
            return fault(
                "mixed-and-or",
                next.span,
                "`and` and `or` stand side by side, and it is not clear which goes first",
                "put parentheses around one of them: (a and b) or c, a and (b or c)",
            );
        }
        items.push(single(input, depth)?);
    }
    Ok(if joint.is == "and" {
        Tree::All(items)
    } else {
        Tree::Any(items)
    })
}

fn joint<'a>(input: &mut Input<'a>) -> Read<Placed<&'a str>> {
    alt((keyword("and"), keyword("or"))).parse_next(input)
}

/// One term, or what is in parentheses.
fn single<'a>(input: &mut Input<'a>, depth: usize) -> Read<Tree<'a>> {
    let start = next_start(input);
    if depth > DEEPEST {
        return fault(
            "too-deep",
            start..start + 1,
            format!("more than {DEEPEST} parentheses or `not` stand inside each other"),
            "split the condition with [define]",
        );
    }
    if opt(keyword("not")).parse_next(input)?.is_some() {
        return Ok(Tree::Not(Box::new(single(input, depth + 1)?)));
    }
    if opt(symbol('(')).parse_next(input)?.is_some() {
        let inner = group(input, depth + 1)?;
        close(input, start)?;
        return Ok(inner);
    }
    if opt((keyword("at"), keyword("least")))
        .parse_next(input)?
        .is_some()
    {
        return at_least(input, depth);
    }
    term(input).map(Tree::Term)
}

fn at_least<'a>(input: &mut Input<'a>, depth: usize) -> Read<Tree<'a>> {
    let count = expected(word, "a number after `at least`").parse_next(input)?;
    expected(keyword("of"), "`of` after the number").parse_next(input)?;
    let open = next_start(input);
    expected(symbol('('), "`(` after `of`").parse_next(input)?;
    if opt(symbol(')')).parse_next(input)?.is_some() {
        return fault(
            "empty-list",
            open..open + 2,
            "`at least` has an empty list",
            "name the conditions of which some must hold: at least 2 of (a, b, c)",
        );
    }
    let items = separated(
        1..,
        |input: &mut Input<'a>| group(input, depth + 1),
        symbol(','),
    )
    .parse_next(input)?;
    close(input, open)?;
    Ok(Tree::AtLeast(count, items))
}

fn term<'a>(input: &mut Input<'a>) -> Read<Term<'a>> {
    let start = next_start(input);
    let side = opt(side).parse_next(input)?;
    let head = expected(word, "a question, a definition or a derived fact").parse_next(input)?;
    if ["and", "or", "of", "includes", "is"].contains(&head.is) {
        return fault(
            "condition-syntax",
            head.span,
            format!("`{}` has nothing before it", head.is),
            "a condition begins with a question",
        );
    }
    let open = next_start(input);
    let call = if opt(symbol('(')).parse_next(input)?.is_some() {
        let arguments = separated(1.., argument, symbol(',')).parse_next(input)?;
        close(input, open)?;
        Some(arguments)
    } else {
        None
    };
    let test = match opt(operator).parse_next(input)? {
        Some(operator) => Some((
            operator,
            expected(word, "a number or a name after the comparison").parse_next(input)?,
        )),
        None => None,
    };
    Ok(Term {
        span: start..input.previous_token_end(),
        side,
        head,
        call,
        test,
    })
}

fn argument<'a>(input: &mut Input<'a>) -> Read<Argument<'a>> {
    let word = expected(word, "a question or a name in the parentheses").parse_next(input)?;
    if ["any", "both", "affected", "other", "left", "right"].contains(&word.is) {
        return fault(
            "side-inside",
            word.span,
            format!("`{}` stands inside the parentheses", word.is),
            "a side word goes before the function: any side steady-days(power-l5) >= 2",
        );
    }
    let value = if opt(symbol(':')).parse_next(input)?.is_some() {
        Some(expected(self::word, "a number after the colon").parse_next(input)?)
    } else {
        None
    };
    Ok(Argument { word, value })
}

fn side(input: &mut Input<'_>) -> Read<Placed<Which>> {
    let start = next_start(input);
    let is = alt((
        (
            keyword("any"),
            expected(keyword("side"), "`side` after `any`"),
        )
            .value(Which::AnySide),
        (
            keyword("both"),
            expected(keyword("sides"), "`sides` after `both`"),
        )
            .value(Which::BothSides),
        keyword("affected").value(Which::Affected),
        keyword("other").value(Which::Other),
        keyword("left").value(Which::On(Side::Left)),
        keyword("right").value(Which::On(Side::Right)),
    ))
    .parse_next(input)?;
    Ok(Placed {
        is,
        span: start..input.previous_token_end(),
    })
}

fn operator(input: &mut Input<'_>) -> Read<Placed<Operator>> {
    if let Some(word) = opt(keyword("includes")).parse_next(input)? {
        return Ok(Placed {
            is: Operator::Includes,
            span: word.span,
        });
    }
    let (sign, span) = preceded(
        multispace0,
        take_while(1.., ['<', '>', '=', '!']).with_span(),
    )
    .parse_next(input)?;
    match Comparison::ALL.iter().find(|known| known.as_str() == sign) {
        Some(known) => Ok(Placed {
            is: Operator::Compare(*known),
            span,
        }),
        None => fault(
            "condition-syntax",
            span,
            format!("`{sign}` is not a comparison"),
            "the comparisons are <, <=, =, !=, >= and >",
        ),
    }
}

/// A run of anything but spaces and signs: whether it is a name or a number is asked where it is used.
fn word<'a>(input: &mut Input<'a>) -> Read<Placed<&'a str>> {
    preceded(
        multispace0,
        take_while(1.., |c: char| !c.is_whitespace() && !"()<>=!,:".contains(c)).with_span(),
    )
    .map(|(is, span)| Placed { is, span })
    .parse_next(input)
}

fn keyword<'a>(wanted: &'static str) -> impl Parser<Input<'a>, Placed<&'a str>, ErrMode<Fault>> {
    word.verify(move |word: &Placed<&str>| word.is == wanted)
}

fn symbol<'a>(wanted: char) -> impl Parser<Input<'a>, char, ErrMode<Fault>> {
    preceded(multispace0, one_of(wanted))
}

/// `parser`, or a fault that says what should stand here.
fn expected<'a, T>(
    mut parser: impl Parser<Input<'a>, T, ErrMode<Fault>>,
    what: &'static str,
) -> impl Parser<Input<'a>, T, ErrMode<Fault>> {
    cut_err(move |input: &mut Input<'a>| {
        let before = input.checkpoint();
        match parser.parse_next(input) {
            Err(ErrMode::Backtrack(_)) => {
                input.reset(&before);
                let (found, span) = upcoming(input);
                fault(
                    "condition-syntax",
                    span,
                    format!("here should be {what}; this is {found}"),
                    "see \"Conditions\" in the pack format",
                )
            }
            read => read,
        }
    })
}

fn close(input: &mut Input<'_>, open: usize) -> Read<()> {
    if opt(symbol(')')).parse_next(input)?.is_some() {
        return Ok(());
    }
    let (found, span) = upcoming(input);
    if span.is_empty() {
        return fault(
            "condition-syntax",
            open..open + 1,
            "this parenthesis is never closed",
            "add `)`",
        );
    }
    let hint = after_a_term(&found);
    fault(
        "condition-syntax",
        span,
        format!("here should be `and`, `or` or `)`; this is {found}"),
        hint,
    )
}

fn end(input: &mut Input<'_>) -> Read<()> {
    if opt((multispace0, eof)).parse_next(input)?.is_some() {
        return Ok(());
    }
    let (found, span) = upcoming(input);
    let hint = after_a_term(&found);
    fault(
        "condition-syntax",
        span,
        format!("here should be `and`, `or` or the end; this is {found}"),
        hint,
    )
}

fn after_a_term(found: &str) -> &'static str {
    match found {
        "`,`" => "numbers have a point: 6.5; commas stand between the parts of `at least`",
        "`)`" => "remove it, or open a parenthesis before it",
        _ => "join conditions with `and` or `or`; a number stands after a comparison",
    }
}

/// What comes next, in words, and where.
fn upcoming(input: &mut Input<'_>) -> (String, Range<usize>) {
    let start = next_start(input);
    let next = peek(alt((
        word.map(|word| (format!("`{}`", word.is), word.span)),
        preceded(
            multispace0::<_, ErrMode<Fault>>,
            take_while(1..=1, |_: char| true)
                .with_span()
                .map(|(sign, span)| (format!("`{sign}`"), span)),
        ),
    )))
    .parse_next(input);
    next.unwrap_or_else(|_| ("the end".into(), start..start))
}

/// Where the next word or sign begins.
fn next_start(input: &mut Input<'_>) -> usize {
    let rest: &str = input;
    input.current_token_start()
        + (rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len())
}

fn fault<T>(
    code: &'static str,
    span: Range<usize>,
    message: impl Into<String>,
    hint: &'static str,
) -> Read<T> {
    Err(ErrMode::Cut(Fault {
        code,
        span,
        message: message.into(),
        hint,
    }))
}
