namespace DcepSim.Testing.Journal;

/// <summary>The power of a <see cref="SimulatedDisk"/> is gone: nothing that runs on it runs on.</summary>
public sealed class PowerLostException() : Exception("The power is gone.");
