//! The phases of one training step: the matrices that it computes, in order.

/// One phase of a step. Layers count from 0, as in `nn`; the names count from 1, as the screen does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Z = XW + B of a hidden layer.
    PreActivation(usize),
    /// H = f(Z) of a hidden layer.
    Activation(usize),
    /// Y = HW + B of the last layer.
    Logits,
    /// P = softmax(Y).
    Probabilities,
    /// L.
    Loss,
    /// ∂L/∂Y.
    LogitsGradient,
    /// ∂L/∂W of a layer.
    WeightGradient(usize),
    /// ∂L/∂B of a layer.
    BiasGradient(usize),
    /// ∂L/∂H of a hidden layer.
    ActivationGradient(usize),
    /// ∂L/∂Z of a hidden layer.
    PreActivationGradient(usize),
    /// W ← W − ε ∂L/∂W of a layer, or what the optimizer makes of it. All updates are made from the old values, so that
    /// they take effect together at the end of the step.
    WeightUpdate(usize),
    /// B ← B − ε ∂L/∂B of a layer, likewise.
    BiasUpdate(usize),
}

/// The phases of a step of a network with `hidden_layers`, in the order in which they are computed.
pub fn phases(hidden_layers: usize) -> Vec<Phase> {
    let forward = (0..hidden_layers).flat_map(|layer| [Phase::PreActivation(layer), Phase::Activation(layer)]);
    let middle = [Phase::Logits, Phase::Probabilities, Phase::Loss, Phase::LogitsGradient];
    let backward = (0..=hidden_layers).rev().flat_map(|layer| {
        let below = layer.checked_sub(1);
        let parameters = [Phase::WeightGradient(layer), Phase::BiasGradient(layer)];
        let inputs = below.map(|below| [Phase::ActivationGradient(below), Phase::PreActivationGradient(below)]);
        parameters.into_iter().chain(inputs.into_iter().flatten())
    });
    let update = (0..=hidden_layers).rev().flat_map(|layer| [Phase::WeightUpdate(layer), Phase::BiasUpdate(layer)]);
    forward.chain(middle).chain(backward).chain(update).collect()
}

impl Phase {
    /// Whether the phase changes parameters.
    pub fn is_update(self) -> bool {
        matches!(self, Self::WeightUpdate(_) | Self::BiasUpdate(_))
    }

    /// What kind of phase it is, whatever its layer: the name in the tables of texts.
    pub fn kind(self) -> &'static str {
        match self {
            Self::PreActivation(_) => "pre_activation",
            Self::Activation(_) => "activation",
            Self::Logits => "logits",
            Self::Probabilities => "probabilities",
            Self::Loss => "loss",
            Self::LogitsGradient => "logits_gradient",
            Self::WeightGradient(_) => "weight_gradient",
            Self::BiasGradient(_) => "bias_gradient",
            Self::ActivationGradient(_) => "activation_gradient",
            Self::PreActivationGradient(_) => "pre_activation_gradient",
            Self::WeightUpdate(_) => "weight_update",
            Self::BiasUpdate(_) => "bias_update",
        }
    }

    /// The name for typing, such as `dW2`; as in [`Phase::symbol`], Z and H carry a number where there are several.
    pub fn ascii(self, hidden_layers: usize) -> String {
        let hidden = |name: &str, layer: usize| {
            if hidden_layers == 1 { name.to_owned() } else { format!("{name}{}", layer + 1) }
        };
        match self {
            Self::PreActivation(layer) => hidden("Z", layer),
            Self::Activation(layer) => hidden("H", layer),
            Self::Logits => "Y".to_owned(),
            Self::Probabilities => "P".to_owned(),
            Self::Loss => "L".to_owned(),
            Self::LogitsGradient => "dY".to_owned(),
            Self::WeightGradient(layer) => format!("dW{}", layer + 1),
            Self::BiasGradient(layer) => format!("dB{}", layer + 1),
            Self::ActivationGradient(layer) => hidden("dH", layer),
            Self::PreActivationGradient(layer) => hidden("dZ", layer),
            Self::WeightUpdate(layer) => format!("W{}", layer + 1),
            Self::BiasUpdate(layer) => format!("B{}", layer + 1),
        }
    }

    /// The phase whose symbol or name for typing is `name`, in whatever case.
    pub fn named(name: &str, hidden_layers: usize) -> Option<Self> {
        let asked = name.trim().to_lowercase();
        phases(hidden_layers).into_iter().find(|phase| {
            [phase.symbol(hidden_layers), phase.ascii(hidden_layers)].iter().any(|name| name.to_lowercase() == asked)
        })
    }

    /// The symbol on the screen, such as `∂L/∂W²`; of an update that of the parameters. Z and H carry no number while there
    /// is one hidden layer.
    pub fn symbol(self, hidden_layers: usize) -> String {
        let hidden = |name: &str, layer: usize| {
            if hidden_layers == 1 { name.to_owned() } else { format!("{name}{}", superscript(layer + 1)) }
        };
        match self {
            Self::PreActivation(layer) => hidden("Z", layer),
            Self::Activation(layer) => hidden("H", layer),
            Self::Logits => "Y".to_owned(),
            Self::Probabilities => "P".to_owned(),
            Self::Loss => "L".to_owned(),
            Self::LogitsGradient => "∂L/∂Y".to_owned(),
            Self::WeightGradient(layer) => format!("∂L/∂W{}", superscript(layer + 1)),
            Self::BiasGradient(layer) => format!("∂L/∂B{}", superscript(layer + 1)),
            Self::ActivationGradient(layer) => format!("∂L/∂{}", hidden("H", layer)),
            Self::PreActivationGradient(layer) => format!("∂L/∂{}", hidden("Z", layer)),
            Self::WeightUpdate(layer) => format!("W{}", superscript(layer + 1)),
            Self::BiasUpdate(layer) => format!("B{}", superscript(layer + 1)),
        }
    }
}

/// `number` in superscript digits.
pub fn superscript(number: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn symbols(hidden_layers: usize) -> String {
        phases(hidden_layers).iter().map(|phase| phase.symbol(hidden_layers)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_phases_follow_the_layers() {
        assert_eq!(symbols(1), "Z H Y P L ∂L/∂Y ∂L/∂W² ∂L/∂B² ∂L/∂H ∂L/∂Z ∂L/∂W¹ ∂L/∂B¹ W² B² W¹ B¹");
        assert_eq!(symbols(0), "Y P L ∂L/∂Y ∂L/∂W¹ ∂L/∂B¹ W¹ B¹");
        assert_eq!(
            symbols(2),
            "Z¹ H¹ Z² H² Y P L ∂L/∂Y ∂L/∂W³ ∂L/∂B³ ∂L/∂H² ∂L/∂Z² ∂L/∂W² ∂L/∂B² ∂L/∂H¹ ∂L/∂Z¹ ∂L/∂W¹ ∂L/∂B¹ W³ B³ W² B² W¹ B¹"
        );
    }
}
