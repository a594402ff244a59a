namespace DcepSim.SimulationTests.Journal;

/// <summary>The journal has not kept what it answered for.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message);
