using System.Text.Json;
using DcepSim.Wallets;

namespace DcepSim.ArchitectureTests.Seeds;

/// <summary>The limits in code are the published ones, cell by cell; what is unknown stays unknown.</summary>
public sealed class LimitTests : IDisposable
{
    private readonly JsonDocument _file = JsonDocument.Parse(File.ReadAllText(Repository.Path("seeds", "pilots", "pilots.json")));

    public static TheoryData<string> SetNames => [.. LimitSet.All.Select(set => set.Name)];

    public void Dispose() => _file.Dispose();

    [Theory]
    [MemberData(nameof(SetNames))]
    public void A_set_of_limits_holds_what_was_published(string name)
    {
        var set = LimitSet.Find(name)!;
        var published = _file.RootElement.GetProperty("walletLimits").EnumerateArray().Single(item => item.GetProperty("id").GetString() == name).GetProperty("classes").EnumerateArray().ToList();
        Assert.Equal(4, published.Count);
        foreach (var tier in published)
        {
            var limits = set.For((WalletTier)tier.GetProperty("class").GetInt32());
            Assert.Equal(Cell(tier, "balanceMaxYuan"), limits.Balance);
            Assert.Equal(Cell(tier, "perPaymentMaxYuan"), limits.PerPayment);
            Assert.Equal(Cell(tier, "perDayMaxYuan"), limits.PerDay);
            Assert.Equal(Cell(tier, "perYearMaxYuan"), limits.PerYear);
        }
    }

    private static LimitCell Cell(JsonElement tier, string name)
    {
        var value = tier.GetProperty(name).GetProperty("value");
        return value.ValueKind switch
        {
            JsonValueKind.Number => LimitCell.Of(value.GetInt64()),
            JsonValueKind.String => LimitCell.None,
            _ => LimitCell.Unknown,
        };
    }
}
