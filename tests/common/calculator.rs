//! A student with a calculator: reads what is printed, and computes it, exactly where decimals allow.

/// A number as float64 and, where fractions of integers can say it, exactly.
#[derive(Debug, Clone, Copy)]
pub struct Value {
    pub float: f64,
    pub exact: Option<(i128, i128)>,
}

impl Value {
    fn float(float: f64) -> Self {
        Self { float, exact: None }
    }

    fn with(self, other: Self, float: f64, exact: impl Fn((i128, i128), (i128, i128)) -> Option<(i128, i128)>) -> Self {
        let both = self.exact.zip(other.exact);
        Self { float, exact: both.and_then(|(a, b)| exact(a, b)).map(reduced) }
    }

    pub fn plus(self, other: Self) -> Self {
        self.with(other, self.float + other.float, |(a, b), (c, d)| {
            let common = divisor(b, d);
            let (b, of_d) = (b / common, d / common);
            Some((a.checked_mul(of_d)?.checked_add(c.checked_mul(b)?)?, b.checked_mul(d)?))
        })
    }

    fn negative(self) -> Self {
        Self { float: -self.float, exact: self.exact.map(|(a, b)| (-a, b)) }
    }

    fn times(self, other: Self) -> Self {
        self.with(other, self.float * other.float, |(a, b), (c, d)| Some((a.checked_mul(c)?, b.checked_mul(d)?)))
    }

    fn over(self, other: Self) -> Self {
        self.with(other, self.float / other.float, |(a, b), (c, d)| {
            Some((a.checked_mul(d)?.checked_mul(c.signum())?, b.checked_mul(c.checked_abs()?)?)).filter(|_| c != 0)
        })
    }

    /// Whether it is what is printed, rounded to its last digit; a tie may go either way.
    pub fn rounds_to(self, printed: &str) -> bool {
        let (shown, unit) = (number(printed), unit(printed));
        let difference = self.plus(shown.negative());
        match difference.exact {
            Some((a, b)) => {
                match unit.exact.and_then(|(c, d)| Some((a.abs().checked_mul(2)?.checked_mul(d)?, c.checked_mul(b)?))) {
                    Some((twice, unit)) => twice <= unit,
                    None => 2.0 * difference.float.abs() <= unit.float * (1.0 + 1e-6),
                }
            }
            None => 2.0 * difference.float.abs() <= unit.float * (1.0 + 1e-6),
        }
    }

    /// Whether it is exactly what is printed; of numbers too small for fractions, within a millionth of the last digit.
    pub fn is(self, printed: &str) -> bool {
        let difference = self.plus(number(printed).negative());
        let nothing = 1e-6 * unit(printed).float;
        difference.exact.map_or(difference.float.abs() <= nothing, |(a, _)| a == 0)
    }
}

fn reduced((a, b): (i128, i128)) -> (i128, i128) {
    let divisor = divisor(a, b);
    (a / divisor, b / divisor)
}

/// The greatest common one.
fn divisor(a: i128, b: i128) -> i128 {
    let (mut x, mut y) = (a.unsigned_abs(), b.unsigned_abs());
    while y != 0 {
        (x, y) = (y, x % y);
    }
    x.max(1).cast_signed()
}

/// A printed number.
pub fn number(printed: &str) -> Value {
    let plain = printed.trim().replace('−', "-");
    let plain = plain.trim_start_matches('(').trim_end_matches(')');
    let float: f64 = plain.parse().unwrap_or_else(|_| panic!("“{printed}” is no number"));
    let (mantissa, exponent) = plain.split_once('e').unwrap_or((plain, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let places = i32::try_from(fraction.len()).unwrap() - exponent.parse::<i32>().unwrap_or(0);
    let power = |places: i32| 10_i128.checked_pow(u32::try_from(places).ok()?);
    let exact = format!("{whole}{fraction}").parse::<i128>().ok().and_then(|units| {
        if places >= 0 { Some((units, power(places)?)) } else { Some((units.checked_mul(power(-places)?)?, 1)) }
    });
    Value { float, exact: exact.map(reduced) }
}

/// A unit of the last digit of a printed number.
pub fn unit(printed: &str) -> Value {
    let plain = printed.trim().replace('−', "-");
    let (mantissa, exponent) = plain.split_once('e').unwrap_or((&plain, "0"));
    let places = mantissa.split_once('.').map_or(0, |(_, fraction)| i32::try_from(fraction.len()).unwrap());
    number(&format!("1e{}", exponent.parse::<i32>().unwrap() - places))
}

/// What a printed expression comes to.
pub fn compute(expression: &str) -> Value {
    let mut reader = Reader { rest: expression.chars().filter(|letter| *letter != ' ').collect::<Vec<_>>(), at: 0 };
    let value = reader.sum();
    assert_eq!(reader.at, reader.rest.len(), "“{expression}” is read as far as character {}", reader.at);
    value
}

struct Reader {
    rest: Vec<char>,
    at: usize,
}

impl Reader {
    fn takes(&mut self, word: &str) -> bool {
        let letters: Vec<char> = word.chars().collect();
        let is_there = self.rest[self.at..].starts_with(&letters);
        self.at += if is_there { letters.len() } else { 0 };
        is_there
    }

    fn sum(&mut self) -> Value {
        let mut sum = self.product();
        loop {
            if self.takes("+") {
                sum = sum.plus(self.product());
            } else if self.takes("−") {
                sum = sum.plus(self.product().negative());
            } else {
                return sum;
            }
        }
    }

    fn product(&mut self) -> Value {
        let mut product = self.power();
        loop {
            if self.takes("·") {
                product = product.times(self.power());
            } else if self.takes("/") {
                product = product.over(self.power());
            } else {
                return product;
            }
        }
    }

    fn power(&mut self) -> Value {
        if self.takes("−") {
            return self.power().negative();
        }
        let base = self.single();
        if self.takes("²") {
            return base.times(base);
        }
        if self.takes("^") {
            let exponent = self.power().float;
            return Value::float(base.float.powf(exponent));
        }
        base
    }

    fn single(&mut self) -> Value {
        if self.takes("max(0,") {
            let value = self.sum();
            assert!(self.takes(")"));
            return if value.float > 0.0 { value } else { number("0") };
        }
        if self.takes("tanh") {
            return Value::float(self.single().float.tanh());
        }
        if self.takes("log") {
            return Value::float(self.single().float.ln());
        }
        if self.takes("√") {
            return Value::float(self.single().float.sqrt());
        }
        if self.takes("e^") {
            return Value::float(self.power().float.exp());
        }
        if self.takes("(") {
            let value = self.sum();
            assert!(self.takes(")"));
            return value;
        }
        let from = self.at;
        while self.rest.get(self.at).is_some_and(|letter| letter.is_ascii_digit() || *letter == '.') {
            self.at += 1;
        }
        if self.rest.get(self.at) == Some(&'e') && self.rest.get(self.at + 1) != Some(&'^') {
            self.at += 2;
            while self.rest.get(self.at).is_some_and(char::is_ascii_digit) {
                self.at += 1;
            }
        }
        number(&self.rest[from..self.at].iter().collect::<String>())
    }
}
