namespace DcepSim.Results;

/// <summary>What goes into a campaign's results folder beside its summary, its runs and its manifest.</summary>
/// <remarks>Immutable.</remarks>
public sealed record ResultsOptions
{
    /// <summary>Which runs' payments are written; the first run's unless set.</summary>
    public PaymentsWritten Payments { get; init; }

    /// <summary>Whether hours, takings, sizes and waiting times are observed and written; yes unless set. It costs some nanoseconds a payment,
    /// and for the first run four bytes an applicant.</summary>
    public bool Observations { get; init; } = true;

    /// <summary>Whether all is also written into one SQLite file; no unless set.</summary>
    public bool Database { get; init; }

    /// <summary>Whether results that are there may be replaced; no unless set. A folder without a manifest of this program, or with any other
    /// file in it, is never replaced.</summary>
    public bool Replace { get; init; }
}
