//! The data sets of TensorFlow Playground, by the formulas of its `dataset.ts` (Smilkov and Carter, 2016), drawn from
//! our own random numbers. Noise is on the scale of its slider: 0 … 0.5, where its label says 0 … 50.

use std::f64::consts::{PI, TAU};

use super::synthetic::{Points, Shape};
use crate::random::{Generator, normal, uniform};

/// The coordinates reach from −5 to 5, and noise a little further.
const RADIUS: f64 = 5.0;

/// Draws from the uniform distribution on [from, to).
fn between(from: f64, to: f64, rng: &mut Generator) -> f64 {
    from + (to - from) * uniform(rng)
}

/// Moves `place` by up to `reach` per coordinate.
fn shaken([x, y]: [f64; 2], reach: f64, rng: &mut Generator) -> [f64; 2] {
    [x + reach * between(-1.0, 1.0, rng), y + reach * between(-1.0, 1.0, rng)]
}

/// Draws a disc, class 1, in a ring, class 2: r in 0 … 2.5 and in 3.5 … 5. The points stay where they were drawn, but
/// have the class of the place that the noise would have moved them to, so with noise some are mislabelled.
pub fn circle(shape: &Shape, rng: &mut Generator, points: &mut Points) {
    let rings = [(0.0, 0.5 * RADIUS), (0.7 * RADIUS, RADIUS)];
    for (&count, (inner, outer)) in shape.per_class.iter().zip(rings) {
        for _ in 0..count {
            let (radius, angle) = (between(inner, outer, rng), TAU * uniform(rng));
            let place = [radius * libm::sin(angle), radius * libm::cos(angle)];
            let [x, y] = shaken(place, RADIUS * shape.noise, rng);
            points.push(usize::from(libm::hypot(x, y) >= 0.5 * RADIUS), place);
        }
    }
}

/// Draws the square −5 … 5, its quarters 0.3 away from the axes: class 1 where the coordinates have the same sign.
/// Noise mislabels as in [`circle`]; how many examples a class has is left to chance.
pub fn xor(shape: &Shape, rng: &mut Generator, points: &mut Points) {
    const PADDING: f64 = 0.3;
    let count: usize = shape.per_class.iter().sum();
    for _ in 0..count {
        let mut padded = || {
            let x = between(-RADIUS, RADIUS, rng);
            x + if x > 0.0 { PADDING } else { -PADDING }
        };
        let place = [padded(), padded()];
        let [x, y] = shaken(place, RADIUS * shape.noise, rng);
        points.push(usize::from(x * y < 0.0), place);
    }
}

/// Draws two clouds around (2, 2) and (−2, −2). Noise 0 … 0.5 is a variance of 0.5 … 4.
pub fn gauss(shape: &Shape, rng: &mut Generator, points: &mut Points) {
    let deviation = libm::sqrt(0.5 + (4.0 - 0.5) / 0.5 * shape.noise);
    for (class, (&count, centre)) in shape.per_class.iter().zip([2.0, -2.0]).enumerate() {
        for _ in 0..count {
            points.push(class, [centre + deviation * normal(rng), centre + deviation * normal(rng)]);
        }
    }
}

/// Draws two arms of one and three quarter turns: the i-th of n points has r = 5i/n and the angle 1.75·2π·i/n, the
/// second arm half a turn further.
pub fn spiral(shape: &Shape, rng: &mut Generator, points: &mut Points) {
    for (class, (&count, start)) in shape.per_class.iter().zip([0.0, PI]).enumerate() {
        for i in 0..count {
            let along = i as f64 / count as f64;
            let (radius, angle) = (RADIUS * along, 1.75 * TAU * along + start);
            let place = [radius * libm::sin(angle), radius * libm::cos(angle)];
            points.push(class, shaken(place, shape.noise, rng));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::synthetic::{Generate, dataset};
    use super::*;
    use crate::random::{Stream, generator};

    /// Returns the points, each with its class.
    fn drawn(generate: Generate, noise: f64) -> Vec<([f64; 2], usize)> {
        let shape = Shape { per_class: &[1000; 2], noise };
        let data = dataset("t", &shape, generate, &mut generator(0, Stream::Data, 0));
        data.features.rows().into_iter().map(|row| [row[0], row[1]]).zip(data.labels).collect()
    }

    /// Returns the share of the points whose class is not what `class_of` says of their place.
    fn mislabelled(points: &[([f64; 2], usize)], class_of: fn([f64; 2]) -> usize) -> f64 {
        points.iter().filter(|(place, class)| class_of(*place) != *class).count() as f64 / points.len() as f64
    }

    #[test]
    fn the_circle_is_a_disc_in_a_ring_with_a_gap() {
        let class_of = |[x, y]: [f64; 2]| usize::from(libm::hypot(x, y) >= 2.5);
        let points = drawn(circle, 0.0);
        assert_eq!(mislabelled(&points, class_of), 0.0);
        let radii = points.iter().map(|([x, y], _)| libm::hypot(*x, *y));
        assert!(radii.clone().all(|r| r < 2.5 + 1e-12 || (3.5 - 1e-12..5.0 + 1e-12).contains(&r)));
        // Uniform in the radius, not over the area.
        let mean = radii.take(1000).sum::<f64>() / 1000.0;
        assert!((mean - 1.25).abs() < 0.1, "mean radius of the disc {mean}");
    }

    #[test]
    fn the_quarters_of_xor_keep_away_from_the_axes() {
        let points = drawn(xor, 0.0);
        assert_eq!(mislabelled(&points, |[x, y]| usize::from(x * y < 0.0)), 0.0);
        assert!(points.iter().flat_map(|(place, _)| place).all(|x| (0.3..5.3).contains(&x.abs())));
    }

    #[test]
    fn noise_mislabels_points_of_circle_and_xor_and_leaves_them_where_they_are() {
        let circle_class = |[x, y]: [f64; 2]| usize::from(libm::hypot(x, y) >= 2.5);
        let share = mislabelled(&drawn(circle, 0.5), circle_class);
        assert!((0.1..0.4).contains(&share), "{share} of the circle is mislabelled");
        let share = mislabelled(&drawn(xor, 0.5), |[x, y]| usize::from(x * y < 0.0));
        assert!((0.1..0.4).contains(&share), "{share} of xor is mislabelled");
        assert!(drawn(xor, 0.5).iter().flat_map(|(place, _)| place).all(|x| (0.3..5.3).contains(&x.abs())));
    }

    #[test]
    fn the_clouds_have_the_variance_that_the_noise_says() {
        for (noise, expected) in [(0.0, 0.5), (0.1, 1.2), (0.5, 4.0)] {
            let points = drawn(gauss, noise);
            let centre = |class: usize| if class == 0 { 2.0 } else { -2.0 };
            let squares = points.iter().map(|([x, _], class)| (x - centre(*class)) * (x - centre(*class)));
            let variance = squares.sum::<f64>() / points.len() as f64;
            assert!((variance / expected - 1.0).abs() < 0.1, "noise {noise}: variance {variance}");
        }
    }

    #[test]
    fn the_arms_of_the_spiral_follow_their_formula_up_to_the_noise() {
        for noise in [0.0, 0.3] {
            for (row, ([x, y], class)) in drawn(spiral, noise).into_iter().enumerate() {
                let (t, half) = ((row % 1000) as f64 / 1000.0, PI * class as f64);
                let angle = 3.5 * PI * t + half;
                let (dx, dy) = (x - 5.0 * t * angle.sin(), y - 5.0 * t * angle.cos());
                assert!(dx.abs() <= noise + 1e-12 && dy.abs() <= noise + 1e-12, "point {row}: {dx}, {dy}");
            }
        }
    }
}
