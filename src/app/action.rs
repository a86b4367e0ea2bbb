//! Everything that a user can do, apart from the keys that do it.

/// What a user can do. Its name in snake case is its key in the tables of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Run or pause.
    PlayPause,
    /// Forward by what the screen counts in: a step, or a phase.
    Forward,
    /// Back by the same.
    Back,
    /// One step forward.
    Step,
    /// One step back.
    StepBack,
    /// One phase forward.
    Phase,
    /// One phase back.
    PhaseBack,
    /// Ten steps forward.
    TenSteps,
    /// Ten steps back.
    TenStepsBack,
    /// A hundred steps forward.
    HundredSteps,
    /// A hundred steps back.
    HundredStepsBack,
    /// To the next epoch.
    Epoch,
    /// To the epoch before.
    EpochBack,
    /// Ask for a step to go to.
    GoTo,
    /// To step 0.
    GoToStart,
    /// To the furthest step reached.
    GoToEnd,
    /// From the dashboard to the Step screen, and back.
    StepScreen,
    /// The opened entry with 17 digits, and back.
    FullPrecision,
    /// Letters instead of numbers, and back.
    Letters,
    /// Hide results, and show them.
    Predict,
    /// The phase in plain words.
    Talk,
    /// Check the gradient.
    Check,
    /// The menu of mistakes to plant.
    Mistakes,
    /// Mark this place.
    Mark,
    /// Back to the marked place.
    ReturnToMark,
    /// Start over with the same seed.
    Reset,
    /// Start over with the next seed.
    Reseed,
    /// Take back what was done to the run last.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// More steps a second.
    Faster,
    /// Fewer steps a second.
    Slower,
    /// A larger ε.
    LearningRateUp,
    /// A smaller ε.
    LearningRateDown,
    /// The next pane.
    FocusNext,
    /// The pane before.
    FocusPrevious,
    /// The pane alone on the whole screen, and back.
    Zoom,
    /// The cursor of the pane, to the left.
    CursorLeft,
    /// The cursor of the pane, down.
    CursorDown,
    /// The cursor of the pane, up.
    CursorUp,
    /// The cursor of the pane, to the right.
    CursorRight,
    /// The next example.
    ExampleNext,
    /// The example before.
    ExamplePrevious,
    /// The next example that is classified wrong.
    Misclassified,
    /// Linear or logarithmic loss.
    LossScale,
    /// Units sorted or in place.
    SortUnits,
    /// The next layer, where there are several.
    Layer,
    /// The dashboard: the run as a whole.
    DashboardScreen,
    /// What the network says of every point of the plane.
    BoundaryScreen,
    /// The confusion matrix and its examples.
    PredictionsScreen,
    /// The hidden units, one by one.
    UnitsScreen,
    /// Two branches side by side.
    CompareScreen,
    /// The overlay with every setting.
    Controls,
    /// The next view of the screen.
    Display,
    /// The view before.
    DisplayBack,
    /// The lines where hidden units fold the plane.
    Folds,
    /// The next feature across.
    AxisAcross,
    /// The next feature upwards.
    AxisUp,
    /// Where the other features are held.
    HeldAt,
    /// Training or test examples.
    OtherPart,
    /// Type a value for the parameter under the cursor.
    Write,
    /// A little more of the parameter under the cursor.
    NudgeUp,
    /// A little less of it.
    NudgeDown,
    /// Sets the parameter under the cursor to 0.
    Zero,
    /// Holds the parameter under the cursor, and lets it go.
    Freeze,
    /// Takes the hidden unit under the cursor out, and lets it back in.
    Silence,
    /// The two branches that are compared change places.
    SwapBranches,
    /// Saves the run: its parameters, and what makes it again.
    Save,
    /// The overlay with all keys.
    Help,
    /// Close what is open.
    Close,
    /// Leave.
    Quit,
    /// To the shell, to come back with `fg`.
    Suspend,
}

impl Action {
    /// The name in snake case.
    pub fn name(self) -> String {
        let mut name = String::new();
        for letter in format!("{self:?}").chars() {
            if letter.is_uppercase() && !name.is_empty() {
                name.push('_');
            }
            name.extend(letter.to_lowercase());
        }
        name
    }
}
