//! How the units screen is drawn and clicked.

use ratatui::layout::{Position, Rect};

use crate::session::{ExampleId, Request, Snapshot, superscript};
use crate::t;
use crate::ui::component::{Component, Reaction};
use crate::ui::context::Context;
use crate::ui::kit::{below, right_of, with_right};
use crate::ui::pictures::{heatmap, templates};
use crate::ui::shared::Shared;
use crate::ui::units::titles::title;
use crate::ui::units::{Units, UnitsDisplay, bitmap, distributions, plan};
use crate::ui::{Canvas, Scene, Theme};

impl Component for Units {
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let Scene { shared, snapshot, theme } = canvas.scene;
        let Some(layer) = shared.look.hidden_layer(snapshot) else {
            return canvas.paragraph(t!(shared.text, "units.no_hidden"), theme.value, area);
        };
        if shared.look.is_hidden {
            return canvas.paragraph(&canvas.hidden().to_string(), theme.dim, area);
        }
        match self.display(snapshot) {
            UnitsDisplay::Bitmap => bitmap::render(self, canvas, layer, area),
            UnitsDisplay::Distributions => distributions::render(canvas, layer, area),
            UnitsDisplay::Templates => draw_templates(canvas, area),
        }
    }

    /// Moves the cursor to the unit and the example drawn at `place`.
    fn click(&mut self, place: Position, area: Rect, theme: &Theme, cx: &mut Context<'_>) -> Reaction {
        let scene = cx.scene(theme);
        let Scene { shared, snapshot, .. } = scene;
        let layer = shared.look.hidden_layer(snapshot).filter(|_| !shared.look.is_hidden);
        let found = layer.and_then(|layer| match self.display(snapshot) {
            UnitsDisplay::Bitmap => plan::unit_at(self, scene, layer, area, place),
            UnitsDisplay::Distributions => None,
            UnitsDisplay::Templates => {
                let unit = templates::unit_at(scene, templates_cursor(scene), below_title(area), place)?;
                Some((unit, None))
            }
        });
        let Some((unit, example)) = found else { return Reaction::Ignored };
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

fn draw_templates(canvas: &mut Canvas, area: Rect) {
    let weights = canvas.snapshot.network.parameters.layers[0].weight();
    let (rows, columns) = weights.dim();
    let largest = heatmap::range(weights);
    let name = format!("W{} {rows}×{columns}", superscript(1));
    let notes = vec![t!(canvas.shared.text, "predictions.templates").to_owned()];
    let mut legend = heatmap::legend(largest, area.width, canvas.theme);
    legend.push_span(" ");
    canvas.line(with_right(title(&name, notes, canvas.theme, area.width), legend, 1, area.width), area, 0);
    templates::render(canvas, templates_cursor(canvas.scene), largest, below_title(area));
}

fn templates_cursor(Scene { shared, snapshot, .. }: Scene<'_>) -> usize {
    shared.look.unit.min(snapshot.sizes()[1] - 1)
}

fn below_title(area: Rect) -> Rect {
    right_of(below(area, 1), 1)
}
