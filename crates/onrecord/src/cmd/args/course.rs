//! Words of the commands that keep orders, warnings and what it did.

use clap::{Args, Subcommand};
use onrecord_model::statement::{ImpactArea, OrderKind};

fn parse_order(typed: &str) -> Result<OrderKind, String> {
    OrderKind::from_name(typed).ok_or_else(|| names(OrderKind::ALL.iter().map(|kind| kind.name())))
}

fn parse_area(typed: &str) -> Result<ImpactArea, String> {
    ImpactArea::from_name(typed)
        .ok_or_else(|| names(ImpactArea::ALL.iter().map(|area| area.name())))
}

fn names<'n>(names: impl Iterator<Item = &'n str>) -> String {
    format!("say one of: {}", names.collect::<Vec<_>>().join(", "))
}

/// What an order or a warning says. What is left out stays as it was.
#[derive(Debug, Default, Args)]
pub struct OrderText {
    /// asked-to-stop, police-warning, bail-condition, court-order, platform-measure, warning or other.
    #[arg(long, value_parser = parse_order)]
    pub kind: Option<OrderKind>,
    /// The day on which they were told (2024-03-01).
    #[arg(long)]
    pub given: Option<String>,
    /// The last day on which it holds, if it ends.
    #[arg(long)]
    pub until: Option<String>,
    /// Who told them: you, a friend, a force, a court.
    #[arg(long)]
    pub by: Option<String>,
    /// What was said or ordered.
    #[arg(long)]
    pub words: Option<String>,
    /// Its number or reference.
    #[arg(long)]
    pub reference: Option<String>,
    /// How you know that it reached them.
    #[arg(long)]
    pub how_reached: Option<String>,
    /// An event that shows it, by its number in the timeline (e123). May be repeated.
    #[arg(long = "event")]
    pub events: Vec<String>,
    /// An exhibit that shows it (WF/12). May be repeated.
    #[arg(long = "exhibit")]
    pub exhibits: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Order {
    #[command(subcommand)]
    pub action: OrderAction,
}

#[derive(Debug, Subcommand)]
pub enum OrderAction {
    /// Write one down.
    Add(OrderText),
    /// Change one. The earlier version is kept.
    Edit {
        /// Such as O-2.
        id: String,
        #[command(flatten)]
        text: OrderText,
    },
    /// All of them; with every version of one if its reference is given.
    List {
        /// Such as O-2.
        id: Option<String>,
    },
}

/// What it did. What is left out stays as it was.
#[derive(Debug, Default, Args)]
pub struct ImpactText {
    /// fear, sleep, health, work, home, people, habits, money or other.
    #[arg(long, value_parser = parse_area)]
    pub area: Option<ImpactArea>,
    /// In your own words.
    #[arg(long)]
    pub words: Option<String>,
    /// Since when, as you would say it.
    #[arg(long)]
    pub since: Option<String>,
    /// What it cost, if you know.
    #[arg(long)]
    pub cost: Option<String>,
    /// Who else can say so: a doctor, an employer, a friend.
    #[arg(long)]
    pub who_can_say: Option<String>,
    /// An exhibit that shows it (WF/12). May be repeated.
    #[arg(long = "exhibit")]
    pub exhibits: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Impact {
    #[command(subcommand)]
    pub action: ImpactAction,
}

#[derive(Debug, Subcommand)]
pub enum ImpactAction {
    /// Write it down.
    Add(ImpactText),
    /// Change it. The earlier version is kept.
    Edit {
        /// Such as D-2.
        id: String,
        #[command(flatten)]
        text: ImpactText,
    },
    /// All of it; with every version of one if its reference is given.
    List {
        /// Such as D-2.
        id: Option<String>,
    },
}
