namespace DcepSim.Results;

/// <summary>Results cannot be put where they were asked for, because something else is there. Nothing was changed.</summary>
/// <param name="message">What is there and what to do.</param>
public sealed class ResultsInTheWayException(string message) : Exception(message);
