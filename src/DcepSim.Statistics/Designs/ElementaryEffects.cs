namespace DcepSim.Statistics.Designs;

/// <summary>What steps in one factor did to an output. <c>default</c> means nothing. Immutable.</summary>
/// <param name="Mu">Mean effect of a step across the factor's whole range: its direction.</param>
/// <param name="MuStar">Mean absolute effect (Campolongo and others 2007): its importance, also where directions cancel.</param>
/// <param name="Sigma">Standard deviation of effects (n - 1): large when the effect is curved or depends on other factors.</param>
/// <param name="MuStarStandardError">Standard error of <paramref name="MuStar"/> over trajectories.</param>
public readonly record struct ElementaryEffects(double Mu, double MuStar, double Sigma, double MuStarStandardError);
