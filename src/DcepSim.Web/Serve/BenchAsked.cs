using System.Globalization;

namespace DcepSim.Web.Serve;

/// <summary>What a visitor typed into the form of the settlement benchmark.</summary>
/// <param name="Transfers">How many transfers: even, 2 to 1,000,000,000.</param>
/// <param name="Accounts">How many accounts: a multiple of 10, 20 to 10,000,000.</param>
/// <param name="Submitters">How many callers: 1 to 1,024.</param>
/// <param name="Batch">Transfers of a request: even, 2 to 49,152.</param>
/// <param name="Mix">Which transfers.</param>
/// <param name="Durability">What an answer waits for.</param>
public sealed record BenchAsked(
    string Transfers = "20000000", string Accounts = "1000000", string Submitters = "4", string Batch = "12000", string Mix = "transfers", string Durability = "fsync")
{
    private const string Window = "16777216"; // an index of a few hundred megabytes: this machine has a browser to carry too

    /// <summary>The mixes there are.</summary>
    public static IReadOnlyList<string> Mixes { get; } = ["transfers", "payments", "campaign"];

    /// <summary>The durabilities there are.</summary>
    public static IReadOnlyList<string> Durabilities { get; } = ["fsync", "os", "none"];

    /// <summary>The fields that are out of their range.</summary>
    public IReadOnlyList<string> FaultyFields =>
    [
        .. Fault("transfers", IsWhole(Transfers, 2, 1_000_000_000, 2)),
        .. Fault("accounts", IsWhole(Accounts, 20, 10_000_000, 10)),
        .. Fault("submitters", IsWhole(Submitters, 1, 1_024, 1)),
        .. Fault("batch", IsWhole(Batch, 2, 49_152, 2)),
        .. Fault("mix", Mixes.Contains(Mix)),
        .. Fault("durability", Durabilities.Contains(Durability)),
    ];

    /// <summary>What the command line is asked.</summary>
    public IReadOnlyList<string> Arguments =>
        ["bench", "settle", "--json", "--window", Window, "--transfers", Transfers, "--accounts", Accounts, "--submitters", Submitters, "--batch", Batch, "--mix", Mix, "--durability", Durability];

    private static IEnumerable<string> Fault(string field, bool isValid) => isValid ? [] : [field];

    private static bool IsWhole(string text, long min, long max, int step) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max && value % step == 0;
}
