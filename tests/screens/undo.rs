//! Undo is one thing: it takes back the last thing that changed the run, whatever it was, and redo does it again, to the
//! same bits.

use std::sync::Arc;

use crate::common::lecture::{Lecture, WIDE};
use crate::common::{bits, checked, problem, session};
use mlp_tui::nn::{Mistake, Optimizer, OptimizerKind, ParameterId};
use mlp_tui::session::{
    BatchSize, Bucket, Change, Command, Deed, Edit, Hyperparameters, Measure, Position, Preset, Recipe, Session,
    Setting, Settings, Unit,
};
use mlp_tui::store::{RunFile, changes_to_toml, hash};
use mlp_tui::text::Language;
use proptest::prelude::*;

/// All of a run that undo brings back.
#[derive(Debug, Clone, PartialEq)]
struct State {
    bits: Vec<u64>,
    optimizer: Optimizer,
    position: Position,
    furthest: u64,
    changes: Vec<Change>,
    hyperparameters: Hyperparameters,
    recipe: Recipe,
    loss: Vec<Bucket>,
}

fn state(session: &mut Session) -> State {
    let run = session.run();
    State {
        bits: bits(session),
        optimizer: run.optimizer().clone(),
        position: run.position(),
        furthest: run.furthest(),
        changes: run.changes().list().to_vec(),
        hyperparameters: run.setup().hyperparameters().clone(),
        recipe: run.setup().recipe().clone(),
        loss: run.history().loss.buckets().to_vec(),
    }
}

fn carry_out(session: &mut Session, command: Command) {
    session.apply(command);
    while session.is_busy() {
        session.advance();
    }
}

fn go_to(session: &mut Session, step: u64) {
    carry_out(session, Command::GoTo(Position { step, phase: 0 }));
}

fn weight(layer: usize, row: usize, column: usize) -> ParameterId {
    ParameterId { layer, row: Some(row), column }
}

fn settings() -> Settings {
    Settings { hidden_units: vec![4], learning_rate: 0.2, ..Settings::default() }
}

/// What makes a run on the same data this one and no other.
type Identity = (Hyperparameters, Vec<Change>);

fn identity(session: &Session) -> Identity {
    (session.run().setup().hyperparameters().clone(), session.run().changes().list().to_vec())
}

fn branches(session: &mut Session) -> Vec<Identity> {
    let branches = session.snapshot(Measure::Never).branches;
    branches.iter().map(|branch| (branch.setup().hyperparameters().clone(), branch.changes().list().to_vec())).collect()
}

/// The branches beyond which the oldest go.
const MOST_BRANCHES: usize = 8;

/// What a user may do: walks, changes, swaps, and now and then going back on them.
fn command() -> impl Strategy<Value = Command> {
    let unit = (0_usize..4).prop_map(|index| Unit { layer: 0, index });
    let id = (0_usize..2, 0_usize..4).prop_map(|(row, column)| weight(0, row, column));
    let number = prop::sample::select(vec![-1.0, 0.0, 0.5, 2.0]);
    let small = prop::sample::select(vec![0.0, 1e-3, 0.1]);
    let kind = prop::sample::select(OptimizerKind::ALL.to_vec());
    let rows = prop::sample::select(vec![BatchSize::Full, BatchSize::Rows(7), BatchSize::Rows(50)]);
    let mistake = prop::sample::select(vec![None, Some(Mistake::MissingMask), Some(Mistake::MissingMean)]);
    let place = (0_u64..30, 0_usize..5).prop_map(|(step, phase)| Position { step, phase });
    prop_oneof![
        3 => (1_i64..12).prop_map(Command::Steps),
        2 => place.prop_map(Command::GoTo),
        1 => Just(Command::Phase),
        1 => (id.clone(), number).prop_map(|(id, value)| Command::Set(Setting::Parameter(id, value))),
        2 => id.clone().prop_map(|id| Command::Edit(Edit::Nudge(id, 0.1))),
        1 => id.prop_map(|id| Command::Edit(Edit::Freeze(id))),
        1 => unit.prop_map(|unit| Command::Edit(Edit::Silence(unit))),
        1 => prop::sample::select(vec![0.1, 0.2, 0.5]).prop_map(|rate| Command::Set(Setting::LearningRate(rate))),
        1 => small.clone().prop_map(|factor| Command::Set(Setting::L1(factor))),
        1 => small.prop_map(|factor| Command::Set(Setting::L2(factor))),
        1 => kind.prop_map(|kind| Command::Set(Setting::Optimizer(kind))),
        1 => rows.prop_map(|size| Command::Set(Setting::Batch(size))),
        1 => mistake.prop_map(|mistake| Command::Set(Setting::Mistake(mistake))),
        1 => Just(Command::Reset),
        1 => Just(Command::Reseed),
        1 => Just(Command::Rebuild(Arc::new(Preset::Blackboard.recipe()))),
        2 => prop::option::weighted(0.8, 1_usize..5).prop_map(Command::Compare),
        2 => Just(Command::SwapBranches),
        4 => Just(Command::Undo),
        3 => Just(Command::Redo),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn undoing_is_the_way_back_and_redoing_the_way_forth(commands in prop::collection::vec(command(), 1..24)) {
        let mut session = session("spiral", settings());
        // The states that undo and redo must lead to.
        let (mut done, mut undone): (Vec<State>, Vec<State>) = (vec![], vec![]);
        for command in commands {
            let (before, news) = (state(&mut session), session.last_deeds().news);
            let branches_before = branches(&mut session);
            carry_out(&mut session, command.clone());
            if matches!(command, Command::Undo | Command::Redo) && branches_before.len() < MOST_BRANCHES {
                let (after, run) = (branches(&mut session), identity(&session));
                let is_there = |branch: &Identity| *branch == run || after.contains(branch);
                prop_assert!(branches_before.iter().all(is_there), "a branch is lost");
            }
            match command {
                Command::Undo => if let Some(expected) = done.pop() {
                    prop_assert_eq!(&state(&mut session), &expected);
                    undone.push(before);
                },
                Command::Redo => if let Some(expected) = undone.pop() {
                    prop_assert_eq!(&state(&mut session), &expected);
                    done.push(before);
                },
                _ if session.last_deeds().news != news => {
                    done.push(before);
                    undone.clear();
                }
                _ => prop_assert_eq!(session.run().changes().list(), &before.changes[..], "no deed, but a change"),
            }
            prop_assert_eq!((session.last_deeds().undo.is_some(), session.last_deeds().redo.is_some()),
                (!done.is_empty(), !undone.is_empty()));
        }
        let end = state(&mut session);
        let there = session.run().position();
        let count = done.len();
        for _ in 0..count {
            carry_out(&mut session, Command::Undo);
        }
        prop_assert!(session.last_deeds().undo.is_none());
        for _ in 0..count {
            carry_out(&mut session, Command::Redo);
        }
        prop_assert_eq!(&state(&mut session), &end);
        // The list of changes makes the same run.
        let run = session.run();
        let sizes = run.network().parameters.sizes();
        let toml = changes_to_toml(run.changes().list());
        let read = RunFile::parse("changes.toml", toml.as_bytes()).and_then(|file| file.changes(&sizes));
        let changes = read.expect("it is read back");
        let (problem, hyperparameters) = (Arc::clone(run.setup().problem()), run.setup().hyperparameters().clone());
        let mut again = Session::new(problem, hyperparameters).with_changes(changes);
        again.go_to(there);
        prop_assert_eq!(hash(&again.run().network().parameters), hash(&run.network().parameters));
    }
}

#[test]
fn a_change_in_the_past_is_undone_with_the_future_that_it_cut_off() {
    let mut run = session("spiral", settings());
    go_to(&mut run, 3000);
    go_to(&mut run, 1001);
    let before = state(&mut run);
    run.apply(Command::Set(Setting::LearningRate(0.01)));
    assert!(run.is_busy(), "what must be measured again is a walk, which can be given up");
    while run.is_busy() {
        run.advance();
    }
    assert_eq!(run.run().position().step, 1001);
    go_to(&mut run, 1500);
    let after = state(&mut run);
    carry_out(&mut run, Command::Undo);
    assert_eq!(state(&mut run), before);
    assert_eq!(run.snapshot(Measure::Never).branches.len(), 1, "what came of it stays as a branch");
    carry_out(&mut run, Command::Redo);
    assert_eq!(state(&mut run), after);
}

#[test]
fn a_reset_of_a_long_run_is_undone_without_a_replay() {
    let mut run = session("spiral", settings());
    go_to(&mut run, 4321);
    let before = state(&mut run);
    run.apply(Command::Reset);
    run.apply(Command::Undo);
    assert!(!run.is_busy());
    assert_eq!(state(&mut run), before);
}

#[test]
fn a_run_that_broke_by_a_change_is_finite_again_when_that_is_undone() {
    let mut run = session("spiral", settings());
    go_to(&mut run, 5);
    let before = state(&mut run);
    run.apply(Command::Set(Setting::LearningRate(1e200)));
    carry_out(&mut run, Command::Steps(10));
    assert!(run.run().breakdown().is_some());
    carry_out(&mut run, Command::Undo);
    assert_eq!((run.run().breakdown(), state(&mut run)), (None, before));
    carry_out(&mut run, Command::Redo);
    assert!(run.snapshot(Measure::Always).breakdown.is_some(), "and it breaks again");
}

#[test]
fn swapping_branches_is_undone_by_swapping_them_back() {
    let mut run = session("spiral", settings());
    go_to(&mut run, 30);
    go_to(&mut run, 10);
    run.apply(Command::Set(Setting::LearningRate(0.05)));
    carry_out(&mut run, Command::Steps(5));
    let number = run.snapshot(Measure::Never).branches[0].number;
    carry_out(&mut run, Command::Compare(Some(number)));
    let sides = |run: &mut Session| {
        let other = run.snapshot(Measure::Never).other_run.expect("B is beside A");
        (state(run).changes, other.changes.list().to_vec(), other.position)
    };
    let before = sides(&mut run);
    carry_out(&mut run, Command::SwapBranches);
    let swapped = sides(&mut run);
    assert_eq!((&swapped.0, &swapped.1), (&before.1, &before.0));
    carry_out(&mut run, Command::Undo);
    assert_eq!(sides(&mut run), before);
    carry_out(&mut run, Command::Redo);
    assert_eq!(sides(&mut run), swapped);
    assert_eq!(run.last_deeds().undo.map(|dated| dated.deed), Some(Deed::Swap));
}

/// A run that was swapped with a branch, B | A, and a branch C besides; the number of A, that of C, and A, B and C.
fn swapped() -> (Session, [usize; 2], [Identity; 3]) {
    let mut run = session("spiral", settings());
    go_to(&mut run, 30);
    let c = identity(&run);
    let mut number_of_the_future = |rate| {
        go_to(&mut run, 10);
        run.apply(Command::Set(Setting::LearningRate(rate)));
        carry_out(&mut run, Command::Steps(15));
        run.snapshot(Measure::Never).branches.last().expect("a future is left").number
    };
    let [number_of_c, number] = [0.05, 0.1].map(&mut number_of_the_future);
    let a = identity(&run);
    carry_out(&mut run, Command::Compare(Some(number)));
    carry_out(&mut run, Command::SwapBranches);
    let b = identity(&run);
    assert!(a != b && b != c && c != a, "they are three");
    (run, [number, number_of_c], [a, b, c])
}

#[test]
fn a_swap_is_undone_without_a_loss_whatever_goes_beside_the_run_by_then() {
    let (_, [number_of_a, number_of_c], _) = swapped();
    for beside in [None, Some(number_of_c), Some(number_of_a)] {
        let (mut run, _, [a, b, c]) = swapped();
        carry_out(&mut run, Command::Undo);
        let before = state(&mut run);
        carry_out(&mut run, Command::Redo);
        let after = state(&mut run);
        carry_out(&mut run, Command::Compare(beside));
        for _ in 0..2 {
            for (command, expected, here, others) in
                [(Command::Undo, &before, &a, [&b, &c]), (Command::Redo, &after, &b, [&a, &c])]
            {
                carry_out(&mut run, command.clone());
                assert_eq!(&state(&mut run), expected, "{command:?} with {beside:?} beside");
                assert_eq!(&identity(&run), here);
                let branches = branches(&mut run);
                assert!(
                    branches.len() == 2 && others.iter().all(|other| branches.contains(other)),
                    "{command:?} with {beside:?} beside: {branches:?}"
                );
            }
        }
    }
}

#[test]
fn what_is_kept_is_bounded() {
    let mut run = session("spiral", settings());
    for _ in 0..150 {
        run.apply(Command::Edit(Edit::Nudge(weight(0, 0, 0), 0.1)));
    }
    let mut undone = 0;
    while run.last_deeds().undo.is_some() {
        carry_out(&mut run, Command::Undo);
        undone += 1;
    }
    assert_eq!(undone, 100);
    // Each of these has its own copy of the data.
    let recipe = Arc::new(Preset::Blackboard.recipe());
    (0..10).for_each(|_| run.apply(Command::Rebuild(Arc::clone(&recipe))));
    let copies = std::iter::from_fn(|| {
        run.apply(Command::Undo);
        (run.last_deeds().news.is_some() && run.last_deeds().undo.is_some()).then_some(())
    });
    assert!(copies.count() < 5, "the data of older runs are let go");
}

#[test]
fn what_changes_nothing_is_no_deed() {
    let mut run = session("spiral", settings());
    run.apply(Command::Reset);
    run.apply(Command::Set(Setting::LearningRate(0.2)));
    run.apply(Command::Set(Setting::Parameter(weight(7, 0, 0), 1.0)));
    carry_out(&mut run, Command::Steps(3));
    assert_eq!((run.last_deeds().undo, run.last_deeds().news), (None, None));
}

fn lecture() -> Lecture {
    Lecture::spiral()
}

#[test]
fn each_key_says_what_it_did_and_which_key_takes_it_back() {
    let mut lecture = lecture();
    let start = bits(&lecture.session);
    let w = 1e4 * lecture.session.run().network().parameters.layers[0].weight()[[0, 2]];
    let old = format!("{:.4}", w.round() / 1e4).replace('-', "−");
    let says = |lecture: &Lecture, words: &str| {
        lecture.at(WIDE).shows(words);
    };
    lecture.keys("Tab llW5 Enter");
    says(&lecture, &format!("w¹[1,3]: {old} → 5; u takes it back."));
    lecture.keys("u");
    says(&lecture, &format!("w¹[1,3]: 5 → {old}; Ctrl-R does it again."));
    assert_eq!(bits(&lecture.session), start);
    lecture.redo();
    says(&lecture, &format!("w¹[1,3]: {old} → 5; u takes it back."));
    // Each key is one thing, also at one place.
    lecture.keys("KK");
    says(&lecture, "w¹[1,3]: 5.1 → 5.2; u takes it back.");
    lecture.keys("u");
    says(&lecture, "w¹[1,3]: 5.2 → 5.1; Ctrl-R does it again.");
    lecture.keys("F");
    says(&lecture, "w¹[1,3]: learns → frozen; u takes it back.");
    lecture.redo();
    says(&lecture, "There is nothing to do again.");
    lecture.keys("z");
    says(&lecture, "unit 3: speaks → silenced; u takes it back.");
    lecture.keys("]");
    says(&lecture, "ε: 1 → 2; u takes it back.");
    lecture.keys("Right×3 u");
    says(&lecture, "ε: 2 → 1, at step 0; Ctrl-R does it again.");
    lecture.redo();
    assert_eq!(lecture.snapshot.position.step, 3, "it is where it was left");
    lecture.keys("r");
    says(&lecture, "Back at step 0; u brings the old run back.");
    lecture.keys("R");
    says(&lecture, "initial parameters, seed: 0 → 1; u brings the old run back.");
    for words in ["seed: 1 → 0", "from before the reset", "ε: 2 → 1", "unit 3: silenced → speaks", "frozen → learns"]
    {
        lecture.keys("u");
        says(&lecture, words);
    }
    lecture.keys("uuu");
    says(&lecture, "There is nothing to take back.");
    assert_eq!(bits(&lecture.session), start);
}

#[test]
fn the_sentences_are_in_spanish_too() {
    let mut lecture = Lecture::new(session("spiral", Settings::default()), Language::Spanish);
    lecture.keys("]").at(WIDE).shows("ε: 1 → 2; u lo deshace.");
    lecture.keys("u").at(WIDE).shows("ε: 2 → 1; Ctrl-R lo rehace.");
}

#[test]
fn a_refused_new_run_is_no_deed() {
    let mut run = Session::new(problem("spiral"), checked(settings()));
    run.apply(Command::Rebuild(Arc::new(Recipe::new("/nowhere/at/all.csv", settings()))));
    assert!(run.snapshot(Measure::Never).refused.is_some());
    assert_eq!(run.last_deeds().undo, None);
}
