namespace DcepSim.Simulation.Scenarios;

/// <summary>A published figure that a metric is held against.</summary>
/// <param name="Value">The figure, in the metric's unit (persons, payments, fen).</param>
/// <param name="Role">What the figure was used for.</param>
/// <param name="Source">Source ids of the data register.</param>
public sealed record PublishedFigure(long Value, FigureRole Role, string Source);
