//! A run that is kept: two files that bring it back, bit for bit, and nothing that was there before is lost.

use std::sync::Arc;
use std::time::Duration;

use crate::common::lecture::{Lecture, SMALL};
use crate::common::{load_parameters, session, session_of};
use clap::Parser;
use mlp_tui::cli::{Cli, Task};
use mlp_tui::data::Scaling;
use mlp_tui::error::Error;
use mlp_tui::nn::{Activation, Init, OptimizerKind, ParameterId};
use mlp_tui::session::{
    self, BatchSize, Measure, Position, Preset, Recipe, Session, Setting, Settings, Setup, Snapshot, Unit,
};
use mlp_tui::settings::Speed;
use mlp_tui::store::hash;
use mlp_tui::terminal::{farewell, save, taken};
use mlp_tui::text::{Language, Text};
use mlp_tui::ui::{Effect, Host, Kept, Key, KeyCode, Note, Outcome, Playback, RunFiles};
use proptest::prelude::*;
use tempfile::TempDir;

fn files_in(folder: &TempDir, name: &str) -> RunFiles {
    RunFiles::named(folder.path().join(name).to_str().unwrap()).unwrap()
}

/// The run that `mlp-tui train` makes of these arguments, trained to its end.
fn trained(arguments: &[&str]) -> Session {
    let task = Cli::try_parse_from(["mlp-tui", "train"].iter().chain(arguments)).unwrap().task();
    let Ok(Task::Train { run, .. }) = task else { panic!("{arguments:?} gave {task:?}") };
    let mut session = run.session();
    session.go_to(Position { step: run.steps.expect("the file says the step"), phase: 0 });
    session
}

/// Asserts that the files of `snapshot` bring its run back.
fn assert_comes_back(files: &RunFiles, snapshot: &Snapshot) {
    let again = trained(&["--changes", files.run.to_str().unwrap()]);
    assert_eq!(again.run().position().step, snapshot.position.step, "the step");
    assert_eq!(hash(&again.run().network().parameters), hash(&snapshot.network.parameters), "the parameters");
    let saved = load_parameters(&files.parameters, snapshot.sizes()).unwrap();
    assert_eq!(hash(&saved), hash(&snapshot.network.parameters), "the parameters that were saved beside it");
}

fn settings() -> impl Strategy<Value = Settings> {
    let hidden = prop::sample::select(vec![vec![], vec![4], vec![5, 3]]);
    let init = prop::sample::select(vec![Init::He, Init::Xavier, Init::Normal(0.013), Init::Uniform(0.5)]);
    let batch = prop::option::of(1_usize..30).prop_map(|rows| rows.map_or(BatchSize::Full, BatchSize::Rows));
    let (activation, optimizer) =
        (prop::sample::select(&Activation::ALL[..]), prop::sample::select(&OptimizerKind::ALL[..]));
    (hidden, activation, init, optimizer, (1e-5..0.3_f64, 0.0..1e-3_f64, 0.0..1e-3_f64), batch, any::<u64>()).prop_map(
        |(hidden_units, activation, init, optimizer, (learning_rate, l1, l2), batch_size, seed)| Settings {
            hidden_units,
            activation,
            init,
            optimizer,
            learning_rate,
            l1,
            l2,
            batch_size,
            seed,
        },
    )
}

fn recipe() -> impl Strategy<Value = Recipe> {
    let dataset = prop::sample::select(vec!["spiral", "moons", "iris", "playground-xor"]);
    let scaling = prop::option::of(prop::sample::select(vec![Scaling::None, Scaling::Standard, Scaling::MinMax]));
    let generated = (prop::option::of(40_usize..80), prop::option::of(0.0..0.3_f64), any::<bool>());
    let (fraction, data_seed) = (prop::sample::select(vec![0.0, 0.25]), prop::option::of(0_u64..9));
    let preset = prop::option::weighted(0.3, prop::sample::select(&Preset::ALL[..]));
    (dataset, settings(), scaling, generated, fraction, data_seed, preset).prop_map(
        |(dataset, settings, scaling, (samples, noise, has_features), test_fraction, data_seed, preset)| {
            if let Some(preset) = preset {
                let mut recipe = preset.recipe();
                recipe.settings.l2 = settings.l2;
                return recipe;
            }
            let mut recipe = Recipe { scaling, test_fraction, data_seed, ..Recipe::new(dataset, settings) };
            if dataset != "iris" {
                (recipe.options.samples, recipe.options.noise) = (samples, noise);
                recipe.options.features = has_features.then(|| ["x1", "x1*x2", "sin x2"].map(str::to_owned).to_vec());
            }
            recipe
        },
    )
}

fn change() -> impl Strategy<Value = (u64, Setting)> {
    let bias = |value| Setting::Parameter(ParameterId { layer: 0, row: None, column: 0 }, value);
    let setting = prop_oneof![
        (1e-6..0.2_f64).prop_map(Setting::LearningRate),
        (0.0..0.1_f64).prop_map(Setting::L2),
        (1_usize..20).prop_map(|rows| Setting::Batch(BatchSize::Rows(rows))),
        prop::sample::select(&OptimizerKind::ALL[..]).prop_map(Setting::Optimizer),
        (-1.0..1.0_f64).prop_map(bias),
        any::<bool>().prop_map(|frozen| Setting::Freeze(ParameterId { layer: 0, row: Some(0), column: 1 }, frozen)),
        any::<bool>().prop_map(|silenced| Setting::Silence(Unit { layer: 0, index: 1 }, silenced)),
    ];
    (0_u64..12, setting)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_a_run_is_made_of_its_files_bring_it_back(
        recipe in recipe(),
        mut changes in prop::collection::vec(change(), 0..5),
        step in 0_u64..16,
    ) {
        let mut session = session_of(&recipe);
        changes.sort_by_key(|(step, _)| *step);
        for (step, setting) in changes {
            let has_units = session.run().network().hidden_layers() > 0;
            if has_units || !matches!(setting, Setting::Silence(..)) {
                session.go_to(Position { step, phase: 0 });
                session.apply(session::Command::Set(setting));
            }
        }
        session.go_to(Position { step, phase: 0 });
        prop_assume!(session.run().breakdown().is_none());
        let snapshot = session.snapshot(Measure::Never);
        let folder = tempfile::tempdir().unwrap();
        let files = files_in(&folder, "run");
        save(&files, &snapshot, false).unwrap();
        assert_comes_back(&files, &snapshot);
    }
}

#[test]
fn after_a_reseed_a_new_run_an_undo_and_a_swap_it_is_the_run_at_hand() {
    let folder = tempfile::tempdir().unwrap();
    let mut lecture = Lecture::spiral();
    let mut number = 0;
    let mut check = |lecture: &Lecture, dataset: &str| {
        number += 1;
        let files = files_in(&folder, &number.to_string());
        save(&files, &lecture.snapshot, false).unwrap();
        assert_eq!(lecture.snapshot.setup.own_recipe().dataset, dataset);
        assert_comes_back(&files, &lecture.snapshot);
    };
    lecture.keys("g20 Enter R}]}");
    assert_eq!(lecture.snapshot.setup.own_recipe().data_seed, Some(0), "reseeded, the data stay those of seed 0");
    check(&lecture, "spiral");
    let moons = Recipe::new("moons", Settings { hidden_units: vec![3], seed: 5, ..Settings::default() });
    lecture.carry_out(vec![Effect::Session(session::Command::Rebuild(moons.into()))]);
    lecture.keys("}");
    check(&lecture, "moons");
    let left = lecture.snapshot.branches.last().expect("the spiral was left").number;
    let compare = [session::Command::Compare(Some(left)), session::Command::SwapBranches];
    lecture.carry_out(compare.map(Effect::Session).to_vec());
    check(&lecture, "spiral");
}

#[test]
fn what_was_there_stays_unless_the_very_name_is_confirmed() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let mut session = session("blackboard", Settings::default());
    let snapshot = session.snapshot(Measure::Never);
    std::fs::write(path("changes.toml"), "foreign").unwrap();
    let files = files_in(&folder, "changes");
    assert_eq!(taken(&files), Some(&*path("changes.toml")), "one of the two is enough");
    assert!(matches!(save(&files, &snapshot, false), Err(Error::CannotWrite { .. })));
    assert_eq!(std::fs::read_to_string(path("changes.toml")).unwrap(), "foreign");
    assert!(!path("changes.safetensors").exists(), "the parameters alone would be half a run");
    save(&files, &snapshot, true).unwrap();
    assert!(std::fs::read_to_string(path("changes.toml")).unwrap().contains("[run]"));
    // A folder cannot be replaced: then the other file is as it was.
    std::fs::remove_file(path("changes.toml")).unwrap();
    std::fs::create_dir(path("changes.toml")).unwrap();
    std::fs::write(path("changes.safetensors"), "before").unwrap();
    assert!(save(&files, &snapshot, true).is_err());
    assert_eq!(std::fs::read_to_string(path("changes.safetensors")).unwrap(), "before");
    // Where there is no such folder, a sentence says so.
    let error = save(&files_in(&folder, "none/run"), &snapshot, false).unwrap_err();
    assert!(error.to_string().contains("cannot be written"), "{error}");
}

#[cfg(unix)]
#[test]
fn a_link_is_somebody_elses_wherever_it_leads() {
    let folder = tempfile::tempdir().unwrap();
    let foreign = folder.path().join("foreign");
    std::fs::write(&foreign, "foreign").unwrap();
    std::os::unix::fs::symlink(&foreign, folder.path().join("a.toml")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("nowhere"), folder.path().join("b.safetensors")).unwrap();
    let snapshot = session("blackboard", Settings::default()).snapshot(Measure::Never);
    for name in ["a", "b"] {
        let files = files_in(&folder, name);
        assert!(taken(&files).is_some(), "{name} is taken");
        assert!(save(&files, &snapshot, false).is_err());
    }
    assert_eq!(std::fs::read_to_string(&foreign).unwrap(), "foreign");
    assert!(!folder.path().join("nowhere").exists());
}

#[test]
fn parameters_that_are_not_finite_are_not_kept() {
    let settings = Settings { learning_rate: 1e308, l2: 1e10, ..Settings::default() };
    let mut session = session("moons", settings);
    (0..9).for_each(|_| session.step());
    let snapshot = session.snapshot(Measure::Never);
    assert!(snapshot.breakdown.is_some() && !snapshot.network.parameters.is_finite());
    let folder = tempfile::tempdir().unwrap();
    let error = save(&files_in(&folder, "broken"), &snapshot, false).unwrap_err();
    assert!(error.to_string().contains("no longer finite"), "{error}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn what_the_run_reads_is_never_what_it_writes() {
    let folder = tempfile::tempdir().unwrap();
    let first = files_in(&folder, "first");
    save(&first, &session("moons", Settings::default()).snapshot(Measure::Never), false).unwrap();
    let recipe = Recipe { init_file: Some(first.parameters.clone()), ..Recipe::new("moons", Settings::default()) };
    let mut session = session_of(&recipe);
    session.step();
    let snapshot = session.snapshot(Measure::Never);
    assert!(matches!(save(&first, &snapshot, true), Err(Error::SameFile { .. })));
    let second = files_in(&folder, "second");
    save(&second, &snapshot, false).unwrap();
    assert_comes_back(&second, &snapshot);
}

/// A lecture whose app knows where it began, as on a terminal.
fn lecture(dataset: &str) -> Lecture {
    let mut lecture = Lecture::of(dataset, Settings::default());
    lecture.app.shared.saved.kept = Some(std::sync::Arc::new(Kept::new(&lecture.snapshot, None)));
    lecture
}

fn effects(lecture: &mut Lecture, key: char) -> Vec<Effect> {
    lecture.app.key(Key::plain(KeyCode::Char(key)), &lecture.snapshot)
}

#[test]
fn leaving_asks_once_where_work_would_be_lost() {
    let asks = |lecture: &mut Lecture| {
        let asks = effects(lecture, 'q').is_empty() && lecture.app.overlay_name() == Some("leave");
        lecture.press(KeyCode::Esc);
        asks
    };
    let long = Duration::from_secs(61);
    let mut untouched = lecture("moons");
    untouched.app.shared.saved.unsaved_for = long;
    assert!(!asks(&mut untouched), "a run at step 0 is nothing to lose");
    let mut trained = lecture("moons");
    trained.keys(")");
    assert!(!asks(&mut trained), "a few seconds of training are soon made again");
    trained.app.shared.saved.unsaved_for = long;
    assert!(asks(&mut trained), "a minute of training is worth a question");
    let mut changed = lecture("moons");
    changed.keys("]");
    assert!(asks(&mut changed), "a change is in no command line");
    let mut branched = lecture("moons");
    branched.keys("}r");
    assert!(asks(&mut branched), "the run left behind would be lost");

    assert!(effects(&mut changed, 'q').is_empty());
    changed.at(SMALL).shows("Not saved: changes 1. q again leaves");
    changed.keys("Esc");
    assert_eq!(changed.app.overlay_name(), None, "Esc stays");
    assert!(effects(&mut changed, 'q').is_empty());
    assert_eq!(effects(&mut changed, 'q'), [Effect::Host(Host::Quit)], "the second q leaves");
    assert!(effects(&mut changed, 'q').is_empty());
    assert_eq!(effects(&mut changed, 'S'), [Effect::Host(Host::AskName)], "S saves first");
    let control_c = Key { code: KeyCode::Char('c'), ctrl: true, shift: false };
    assert_eq!(changed.app.key(control_c, &changed.snapshot), [Effect::Host(Host::Quit)], "Ctrl-C never asks");

    let files = RunFiles::named("x").unwrap();
    changed.app.take_outcome(Outcome::Saved(files), &changed.snapshot);
    assert!(!asks(&mut changed), "what is saved is not lost");
    changed.keys("]");
    assert!(asks(&mut changed), "but what came after");
}

#[test]
fn the_prompt_takes_a_name_and_replaces_only_the_very_same() {
    let mut lecture = lecture("moons");
    assert_eq!(effects(&mut lecture, 'S'), [Effect::Host(Host::AskName)]);
    lecture.app.ask_name("moons-step-0".to_owned());
    for size in [(80, 24), (120, 40), (64, 18)] {
        lecture.at(size).shows_all(["Save this run as", " moons-step-0▏"]);
    }
    let enter = |lecture: &mut Lecture| lecture.app.key(Key::plain(KeyCode::Enter), &lecture.snapshot);
    lecture.keys("b");
    let save = |name: &str, replaces| [Effect::Host(Host::Save { files: RunFiles::named(name).unwrap(), replaces })];
    assert_eq!(enter(&mut lecture), save("moons-step-0b", false));
    lecture.app.take_outcome(Outcome::Not(Note::Taken("moons-step-0b.toml".to_owned())), &lecture.snapshot);
    lecture.at(SMALL).shows("moons-step-0b.toml is there already");
    assert_eq!(enter(&mut lecture), save("moons-step-0b", true), "Enter once more replaces it");
    lecture.keys("c");
    assert_eq!(enter(&mut lecture), save("moons-step-0bc", false), "another name asks again");
    let mut press = |code| lecture.press(code);
    (0..20).for_each(|_| press(KeyCode::Backspace));
    assert!(enter(&mut lecture).is_empty());
    lecture.at(SMALL).shows("type a name");
    lecture.keys("Esc");
    assert_eq!(lecture.app.overlay_name(), None);
}

#[test]
fn the_last_line_is_the_command_that_makes_the_run_again() {
    let mut lecture = lecture("moons");
    lecture.keys("g7 Enter");
    assert_eq!(farewell(&lecture.app, &lecture.snapshot), "This run again: mlp-tui --dataset moons --steps 7");
    lecture.keys("R}");
    let reseeded = farewell(&lecture.app, &lecture.snapshot);
    assert_eq!(reseeded, "This run again: mlp-tui --dataset moons --seed 1 --data-seed 0 --steps 10");
    lecture.keys("]");
    let changed = farewell(&lecture.app, &lecture.snapshot);
    assert!(changed.starts_with(&reseeded) && changed.ends_with("no file holds them: 1"), "{changed}");
    let files = RunFiles::named("it's mine").unwrap();
    lecture.app.take_outcome(Outcome::Saved(files), &lecture.snapshot);
    let saved = r"This run again: mlp-tui --changes 'it'\''s mine.toml'";
    assert_eq!(farewell(&lecture.app, &lecture.snapshot), saved);
    lecture.keys("}");
    assert_eq!(farewell(&lecture.app, &lecture.snapshot), format!("{saved} --steps 20"));
}

#[test]
fn a_name_with_anything_in_it_is_one_word_and_harmless() {
    let dataset = "a b\u{1b}[2J'ñ.csv";
    let recipe = Recipe::new(dataset, Settings::default());
    let session = session("iris", Settings::default());
    let setup = session.run().setup();
    let problem = Arc::clone(setup.problem());
    let mut session = Session::of(Setup::of_recipe(Arc::new(recipe), problem, setup.hyperparameters().clone()));
    let snapshot = session.snapshot(Measure::Never);
    let app = mlp_tui::ui::App::new(Text::of(Language::Spanish), Playback::Paused, Speed::Max);
    let line = farewell(&app, &snapshot);
    assert_eq!(line, r"Esta ejecución otra vez: mlp-tui --dataset $'a b\033[2J\'ñ.csv' --steps 0");
}
