using System.Text.Json;

namespace DcepSim.PackageTests;

/// <summary>A project outside the repository uses the packages as anybody would.</summary>
[Trait("lane", "package")]
[Collection(PackageCollection.Name)]
public class ConsumerTests(PackageFolder packages)
{
    [Fact]
    public async Task The_first_sample_runs_on_the_package_alone()
    {
        var folder = packages.NewProject("first-campaign", ["DcepSim"], exe: true);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), PackageFolder.Source("samples/01-first-campaign/Program.cs"), TestContext.Current.CancellationToken);
        await packages.Dotnet(folder, "build", "-c", "Release");

        var output = await packages.Dotnet(folder, "run", "-c", "Release", "--no-build");
        Assert.Contains("claimed (Fitted)", output, StringComparison.Ordinal);
        Assert.Contains("published 47573", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_user_takes_the_settlement_package_alone()
    {
        var folder = packages.NewProject("ledger-user", ["DcepSim.Settlement"], exe: true);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), """
            using DcepSim;
            using DcepSim.Ledger;

            using var ledger = new GeneralLedger(new LedgerOptions());
            Console.WriteLine($"{ledger.AccountCount} accounts, {Amount.FromYuan(200)} yuan");
            """, TestContext.Current.CancellationToken);
        await packages.Dotnet(folder, "build", "-c", "Release");

        using var assets = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "obj", "project.assets.json"), TestContext.Current.CancellationToken));
        var libraries = assets.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name.Split('/')[0]).Order(StringComparer.Ordinal);
        Assert.Equal(["DcepSim.Ledger", "DcepSim.Primitives", "DcepSim.Settlement", "NodaTime"], libraries);

        Assert.Contains("200.00 yuan", await packages.Dotnet(folder, "run", "-c", "Release", "--no-build"), StringComparison.Ordinal);
    }
}
