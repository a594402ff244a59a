namespace DcepSim.Testing.Journal;

/// <summary>How often a <see cref="SimulatedDisk"/> misbehaves, beyond what every disk does when the power goes.</summary>
/// <remarks><c>default</c> is a disk without faults. Rates are per million calls, 0 to 1,000,000.</remarks>
/// <param name="TornWriteRate">A write of which only some blocks arrive, reported as failed.</param>
/// <param name="FailedFlushRate">A flush that fails; of what it should have flushed, some blocks are lost for good though they still read back. Also the flush of names.</param>
/// <param name="ShortReadRate">A read that brings less than was asked for.</param>
/// <param name="FullRate">A file that cannot be made or made longer for want of room.</param>
public readonly record struct DiskFaults(int TornWriteRate = 0, int FailedFlushRate = 0, int ShortReadRate = 0, int FullRate = 0);
