//! Generated data sets in the plane. Sines and cosines come from `libm`: the same points on every machine.

use std::f64::consts::{PI, TAU};

use ndarray::Array2;

use super::dataset::Dataset;
use crate::random::{Generator, normal, uniform};

/// The input of a generator: the examples of each class, and the amount of noise.
pub struct Shape<'a> {
    /// The number of examples of each class.
    pub per_class: &'a [usize],
    /// The standard deviation of the noise, or what the generator uses instead.
    pub noise: f64,
}

/// Points of the plane with their classes, as they are generated.
#[derive(Default)]
pub struct Points {
    places: Vec<[f64; 2]>,
    classes: Vec<usize>,
}

impl Points {
    pub fn push(&mut self, class: usize, place: [f64; 2]) {
        self.places.push(place);
        self.classes.push(class);
    }
}

/// A generator: fills in the points of one class after the other.
pub type Generate = fn(&Shape, &mut Generator, &mut Points);

pub fn dataset(name: &str, shape: &Shape, generate: Generate, rng: &mut Generator) -> Dataset {
    let mut points = Points::default();
    generate(shape, rng, &mut points);
    planar(name, &points.places, points.classes, shape.per_class.len())
}

/// Creates a data set of points in the plane.
pub fn planar(name: &str, points: &[[f64; 2]], labels: Vec<usize>, classes: usize) -> Dataset {
    Dataset {
        name: name.to_owned(),
        features: Array2::from(points.to_vec()),
        labels,
        feature_names: vec!["x1".to_owned(), "x2".to_owned()],
        class_names: (1..=classes).map(|class| class.to_string()).collect(),
        rows_left_out: 0,
        derived: None,
        image: None,
    }
}

/// Returns `count` numbers from `from` to `to`, both included exactly, with the bits of NumPy's `linspace`.
fn linspace(from: f64, to: f64, count: usize) -> impl Iterator<Item = f64> {
    let last = count.max(2) - 1;
    let step = (to - from) / last as f64;
    (0..count).map(move |i| if i == last { to } else { from + step * i as f64 })
}

fn polar(radius: f64, angle: f64) -> [f64; 2] {
    [radius * libm::cos(angle), radius * libm::sin(angle)]
}

fn scatter([x, y]: [f64; 2], noise: f64, rng: &mut Generator) -> [f64; 2] {
    [x + noise * normal(rng), y + noise * normal(rng)]
}

/// Draws spiral arms, as in the course notes of CS231n ("Putting it together: minimal neural network case study"): for
/// class j, r = linspace(0, 1, N), θ = linspace(4j, 4(j+1), N) + noise·N(0,1), x = (r sin θ, r cos θ).
pub fn spiral(shape: &Shape, rng: &mut Generator, points: &mut Points) {
    for (class, &count) in shape.per_class.iter().enumerate() {
        let start = 4.0 * class as f64;
        for (radius, angle) in linspace(0.0, 1.0, count).zip(linspace(start, start + 4.0, count)) {
            let angle = angle + shape.noise * normal(rng);
            points.push(class, [radius * libm::sin(angle), radius * libm::cos(angle)]);
        }
    }
}

/// Draws rings around the origin; the outermost has radius 1.
pub fn circles(shape: &Shape, rng: &mut Generator, points: &mut Points) {
    let rings = shape.per_class.len() as f64;
    for (class, &count) in shape.per_class.iter().enumerate() {
        let radius = (class + 1) as f64 / rings;
        for i in 0..count {
            points.push(class, scatter(polar(radius, TAU * i as f64 / count as f64), shape.noise, rng));
        }
    }
}

/// Draws the square −1 … 1: class 1 where the coordinates have the same sign, class 2 where they differ.
pub fn xor(shape: &Shape, rng: &mut Generator, points: &mut Points) {
    for (class, &count) in shape.per_class.iter().enumerate() {
        for i in 0..count {
            let side = if i % 2 == 0 { 1.0 } else { -1.0 };
            let other = if class == 0 { side } else { -side };
            // A margin along the axes keeps the classes apart.
            let mut away = || 0.1 + 0.9 * uniform(rng);
            let point = [side * away(), other * away()];
            points.push(class, scatter(point, shape.noise, rng));
        }
    }
}

/// Draws two interleaving half circles.
pub fn moons(shape: &Shape, rng: &mut Generator, points: &mut Points) {
    for (class, &count) in shape.per_class.iter().enumerate() {
        for angle in linspace(0.0, PI, count) {
            let [x, y] = polar(1.0, angle);
            let point = if class == 0 { [x, y] } else { [1.0 - x, 0.5 - y] };
            points.push(class, scatter(point, shape.noise, rng));
        }
    }
}

/// Draws clouds around points of the unit circle.
pub fn blobs(shape: &Shape, rng: &mut Generator, points: &mut Points) {
    let classes = shape.per_class.len() as f64;
    for (class, &count) in shape.per_class.iter().enumerate() {
        let centre = polar(1.0, TAU * class as f64 / classes);
        for _ in 0..count {
            points.push(class, scatter(centre, shape.noise, rng));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Stream, generator};

    #[test]
    fn the_spiral_without_noise_follows_its_formula() {
        let mut rng = generator(0, Stream::Data, 0);
        let data = dataset("spiral", &Shape { per_class: &[100; 3], noise: 0.0 }, spiral, &mut rng);
        assert_eq!(data.features.dim(), (300, 2));
        for (row, (point, &label)) in data.features.rows().into_iter().zip(&data.labels).enumerate() {
            let t = (row % 100) as f64 / 99.0;
            let angle = 4.0 * label as f64 + 4.0 * t;
            assert!((point[0] - t * angle.sin()).abs() < 1e-12 && (point[1] - t * angle.cos()).abs() < 1e-12);
        }
    }

    #[test]
    fn another_seed_gives_other_points_and_the_same_seed_the_same() {
        let points = |seed| {
            let mut rng = generator(seed, Stream::Data, 0);
            dataset("moons", &Shape { per_class: &[20, 21], noise: 0.1 }, moons, &mut rng)
        };
        assert_eq!(points(1), points(1));
        assert_ne!(points(1), points(2));
        assert_eq!(points(1).labels.iter().filter(|&&label| label == 1).count(), 21);
    }
}
