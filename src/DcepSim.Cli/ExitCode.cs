namespace DcepSim.Cli;

/// <summary>What the program tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>It was tried and did not hold: an audit break, a draw that does not verify, a disk that refuses, a bug.</summary>
    public const int Failure = 1;

    /// <summary>It was not tried: wrong options, a faulty scenario, something in the way. Nothing was written.</summary>
    public const int Misuse = 2;

    /// <summary>Stopped by Ctrl-C or SIGTERM, as shells write it.</summary>
    public const int Stopped = 130;
}
