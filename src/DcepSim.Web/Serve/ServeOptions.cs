using System.Collections.Immutable;
using System.Net;

namespace DcepSim.Web.Serve;

/// <summary>How the live view listens, where results lie, and what does the work. Immutable.</summary>
public sealed record ServeOptions
{
    /// <summary>The port unless another is asked for.</summary>
    public const int PortPreset = 5080;

    /// <summary>The address to listen at; this machine only, unless set.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port, 0 to 65535; 0 takes a free one. 5080 unless set.</summary>
    public int Port { get; init; } = PortPreset;

    /// <summary>What a visitor must show once; null, unless set, for nothing. Needed for any address but this machine's own.</summary>
    public string? Token { get; init; }

    /// <summary>The folder whose folders are results; made when the first result comes.</summary>
    public string Folder { get; init; } = "dcepsim-results";

    /// <summary>The command line program that does the work, and what stands before its arguments: work runs beside the server, at lower priority.</summary>
    public required ImmutableArray<string> Program { get; init; }

    /// <summary>How many works may go on at once, 1 and up; more are refused. 2 unless set.</summary>
    public int WorksMax { get; init; } = 2;

    /// <summary>The largest request, in bytes; larger ones are refused. 1 MiB unless set.</summary>
    public long RequestBytesMax { get; init; } = 1 << 20;

    /// <summary>Told of failures that are nobody's wish, from several threads; nobody unless set.</summary>
    public Action<string>? Complain { get; init; }

    /// <summary>Times the works.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Checks all options together.</summary>
    /// <returns>This, if valid.</returns>
    /// <exception cref="ArgumentException">Something is out of its range, or another address is to be listened at without a token.</exception>
    public ServeOptions Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, IPEndPoint.MaxPort);
        ArgumentOutOfRangeException.ThrowIfLessThan(WorksMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(RequestBytesMax, 1);
        ArgumentException.ThrowIfNullOrWhiteSpace(Folder);
        if (Program.IsDefaultOrEmpty)
            throw new ArgumentException("The program that does the work is not named.");
        if (!IPAddress.IsLoopback(Address) && Token is not { Length: >= 16 })
            throw new ArgumentException($"Listening at {Address} needs a token of at least 16 characters: everybody who reaches it could start work.");
        return this;
    }
}
