namespace DcepSim.Cli.Benching;

/// <summary>What an answer waits for.</summary>
public enum BenchDurability
{
    /// <summary>The disk: a journal written and flushed. The default.</summary>
    Fsync = 0,

    /// <summary>The operating system: a journal written, never flushed. A power cut loses what was answered.</summary>
    Os = 1,

    /// <summary>Nothing: the bare book in memory, without a pipeline.</summary>
    None = 2,
}
