namespace DcepSim.Logs;

/// <summary>A file that rows go to, in order of runs and, in a run, of time; written by one thread.</summary>
internal interface ILogTarget : IDisposable
{
    /// <summary>Whether claims go to it, too.</summary>
    bool KeepsClaims { get; }

    void Write(LogBlock block);

    /// <summary>Called when the last row was written.</summary>
    void Complete();
}
