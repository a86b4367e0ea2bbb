//! A test loss that rises, and what only the test examples know.

use std::sync::Arc;

use super::{found, overfitting};
use crate::common::lecture::{Lecture, SMALL};
use crate::common::program::Desk;
use crate::common::{checked, problem_with_test, read_csv};
use mlp_tui::data::{Scaling, entries};
use mlp_tui::session::{Command, Diagnosis, Position, Session, Setting, Settings};

#[test]
fn overfitting_is_named_with_the_step_of_the_least_test_loss() {
    let mut run = overfitting();
    run.go_to(Position { step: 1000, phase: 0 });
    let found = run.evaluate().unwrap().diagnoses.clone();
    let [Diagnosis::Overfits(since)] = found[..] else { panic!("{found:?}") };
    let test = &run.run().history().test_loss;
    let (least, _) = test.range().unwrap();
    let bucket = test.buckets().iter().find(|bucket| bucket.min == least).unwrap();
    assert_eq!(bucket.lowest, since);
    // It is the same however one comes to the place.
    let known = test.clone();
    run.apply(Command::GoTo(Position { step: 300, phase: 0 }));
    while run.is_busy() {
        run.advance();
    }
    let before = run.evaluate().unwrap().diagnoses.clone();
    let mut other = overfitting();
    other.go_to(Position { step: 300, phase: 0 });
    assert_eq!(other.evaluate().unwrap().diagnoses, before, "what comes later is not known at step 300");
    run.go_to(Position { step: 1000, phase: 0 });
    assert_eq!(run.evaluate().unwrap().diagnoses, found);
    assert_eq!(run.run().history().test_loss, known);
}

#[test]
fn a_branch_that_becomes_the_run_knows_its_least_test_loss() {
    let mut run = overfitting();
    run.go_to(Position { step: 1000, phase: 0 });
    let (found, known) = (run.evaluate().unwrap().diagnoses.clone(), run.run().history().test_loss.clone());
    assert!(matches!(found[..], [Diagnosis::Overfits(since)] if since < 900), "{found:?}");
    let mut carry_out = |command| {
        run.apply(command);
        while run.is_busy() {
            run.advance();
        }
    };
    carry_out(Command::GoTo(Position { step: 900, phase: 0 }));
    carry_out(Command::Set(Setting::LearningRate(0.5)));
    carry_out(Command::Steps(10));
    carry_out(Command::Compare(Some(1)));
    carry_out(Command::SwapBranches);
    carry_out(Command::GoTo(Position { step: 1000, phase: 0 }));
    assert_eq!(run.run().history().test_loss, known);
    assert_eq!(run.evaluate().unwrap().diagnoses, found);
}

#[test]
fn runs_with_a_test_split_are_not_said_to_overfit_while_they_learn() {
    for entry in entries().iter().filter(|entry| !entry.name.starts_with("playground") && entry.name != "blackboard") {
        let mut run = Session::new(problem_with_test(entry.name, 0.3), checked(Settings::default()));
        let found = found(&mut run, 100);
        assert_eq!(found, [(0, vec![])], "a false alarm on {}", entry.name);
    }
}

#[test]
fn a_class_that_has_only_test_examples_is_named() {
    let csv = "a,k\n1,x\n2,y\n3,x\n4,y\n5,x\n6,y\n7,x\n8,y\n9,rare\n";
    let desk = Desk::new();
    let file = desk.path(desk.write("rare.csv", csv));
    let rare = |names: &[String]| names.iter().position(|name| name == "rare").unwrap();
    let seed = (0..50).find(|&seed| {
        let problem = read_csv(&file, None).unwrap().prepare(Scaling::Standard, 0.3, seed).unwrap();
        !problem.train.labels.contains(&rare(&problem.class_names))
    });
    let dataset = read_csv(&file, None).unwrap();
    let problem = dataset.prepare(Scaling::Standard, 0.3, seed.expect("one of the splits does so")).unwrap();
    let mut run = Session::new(Arc::new(problem), checked(Settings::default()));
    let class = rare(&run.run().setup().problem().class_names);
    assert_eq!(run.evaluate().unwrap().diagnoses, [Diagnosis::Untrained(class)], "known before the first step");
    let lecture = Lecture::on(run);
    lecture.at(SMALL).shows("Class rare has test examples only");
}

#[test]
fn a_test_loss_that_is_no_number_is_said_and_its_example_is_not_counted_as_right() {
    let rows = "0.5,x\n1.5,y\n2.5,x\n3.5,y\n4.5,x\n".repeat(4);
    let desk = Desk::new();
    let file = desk.path(desk.write("far.csv", format!("a,k\n{rows}1.7e308,x\n")));
    let problem = |seed| read_csv(&file, None).unwrap().prepare(Scaling::None, 0.3, seed).unwrap();
    let seed = (0..50).find(|&seed| problem(seed).train.inputs.iter().all(|x| *x < 10.0)).expect("a split does so");
    let mut run = Session::new(Arc::new(problem(seed)), checked(Settings::default()));
    let evaluation = run.evaluate().unwrap();
    assert!(!evaluation.test.unwrap().loss.is_finite(), "the case overflows: {:?}", evaluation.test);
    assert!(evaluation.diagnoses.contains(&Diagnosis::TestNotFinite), "{:?}", evaluation.diagnoses);
    assert!(evaluation.test.unwrap().accuracy < 1.0, "{:?}", evaluation.test);
    let lecture = Lecture::on(run);
    lecture.at(SMALL).shows("The test loss is no finite number");
    let accuracy = format!("accuracy {:.3}", evaluation.test.unwrap().accuracy);
    lecture.after("4 T").at(SMALL).shows("test examples").shows(&accuracy);
}
