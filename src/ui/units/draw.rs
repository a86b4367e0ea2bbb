//! The hidden units, one by one: which is active for which example, and how the numbers of their layer spread.

use ratatui::layout::{Position, Rect};

use crate::session::{ExampleId, Request, Snapshot};
use crate::t;
use crate::ui::component::{Component, Reaction};
use crate::ui::context::Context;
use crate::ui::shared::Shared;
use crate::ui::units::words::sentence;
use crate::ui::units::{Units, UnitsDisplay};
use crate::ui::{Canvas, Scene, Theme};

impl Component for Units {
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        render(self, canvas, area);
    }

    /// To a unit, and to the example that is drawn there.
    fn click(&mut self, place: Position, area: Rect, theme: &Theme, cx: &mut Context<'_>) -> Reaction {
        let Some((unit, example)) = unit_at(self, cx.scene(theme), area, place) else {
            return Reaction::Ignored;
        };
        cx.shared.look.unit = unit;
        example.map_or(Reaction::Done, |example| cx.look_at(example))
    }

    fn footer(&self, _shared: &Shared, _snapshot: &Snapshot) -> Vec<&'static str> {
        vec![
            "time.play",
            "time.back time.forward",
            "units.left units.down units.up units.right",
            "units.view",
            "units.layer",
            "units.sort",
            "edit.silence",
            "units.next_example",
            "units.part",
        ]
    }

    fn request(&self, example: ExampleId) -> Request {
        Request { example, gradients: self.display == UnitsDisplay::Distributions, ..Request::default() }
    }
}

/// Draws the body of the screen.
fn render(screen: &Units, canvas: &mut Canvas, area: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let Some(layer) = shared.look.hidden_layer(snapshot) else {
        return sentence(canvas, t!(shared.text, "units.no_hidden"), theme.value, area);
    };
    if shared.look.is_hidden {
        return sentence(canvas, &canvas.hidden().to_string(), theme.dim, area);
    }
    match screen.display(snapshot) {
        UnitsDisplay::Bitmap => super::bitmap::render(screen, canvas, layer, area),
        UnitsDisplay::Distributions => super::distributions::render(canvas, layer, area),
        UnitsDisplay::Templates => super::templates::render(canvas, area),
    }
}

/// The unit that is drawn at a place of the screen, and the example, where one is.
fn unit_at(screen: &Units, scene: Scene<'_>, area: Rect, at: Position) -> Option<(usize, Option<ExampleId>)> {
    let Scene { shared, snapshot, .. } = scene;
    let layer = shared.look.hidden_layer(snapshot).filter(|_| !shared.look.is_hidden)?;
    match screen.display(snapshot) {
        UnitsDisplay::Bitmap => super::plan::unit_at(screen, scene, layer, area, at),
        UnitsDisplay::Distributions => None,
        UnitsDisplay::Templates => super::templates::unit_at(scene, area, at).map(|unit| (unit, None)),
    }
}
