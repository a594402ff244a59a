using System.Text;

namespace DcepSim.Experiments;

/// <summary>The campaign's books and the ledger's differ: the program is wrong, and nothing it says may be used.</summary>
public sealed class AuditException : Exception
{
    private const int ShownMax = 10;

    /// <summary>The breaks of a result.</summary>
    /// <param name="result">A result whose books are not clean.</param>
    public AuditException(CampaignResult result)
        : base(Describe(result))
    {
    }

    /// <summary>Books that do not add up.</summary>
    /// <param name="books">Which.</param>
    /// <param name="fault">How they differ.</param>
    internal AuditException(string books, string fault)
        : base($"The audit found that {books} do not add up: {fault}.")
    {
    }

    private static string Describe(CampaignResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var text = new StringBuilder($"The audit found {result.AuditBreaks} {(result.AuditBreaks == 1 ? "place" : "places")} where the books differ:");
        var breaks = result.Runs.SelectMany(run => run.Outcome.Audit.Breaks.Select(found => $"run {run.Run}: {found}"));
        foreach (var line in breaks.Take(ShownMax))
            text.Append("\n  ").Append(line);
        if (result.AuditBreaks > ShownMax)
            text.Append("\n  and more");
        return text.ToString();
    }
}
