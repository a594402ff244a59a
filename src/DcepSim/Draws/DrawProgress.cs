namespace DcepSim.Draws;

/// <summary>How far a draw or its check has come.</summary>
/// <remarks><c>default</c> is the beginning. Immutable.</remarks>
/// <param name="Stage">What it is busy with.</param>
/// <param name="Fraction">How much of the stage is done, 0 to 1.</param>
public readonly record struct DrawProgress(DrawStage Stage, double Fraction);
