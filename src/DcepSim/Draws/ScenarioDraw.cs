using System.Collections.Immutable;
using System.Globalization;
using DcepSim.Campaigns;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Draws;

/// <summary>The draw of a scenario, made as a real one would be: with a list, a commitment, a beacon and a proof.</summary>
/// <remarks>The people of a scenario have no names, so the list is made up by a rule: the numbers from 1 to the number of applicants, one a
/// line, all with as many digits as the largest.</remarks>
public static class ScenarioDraw
{
    /// <summary>The campaign terms a scenario describes.</summary>
    /// <param name="scenario">A scenario without faults.</param>
    /// <exception cref="ArgumentException">The scenario has faults.</exception>
    public static CampaignTerms TermsOf(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var campaign = scenario.Campaign;
        var spendCloses = ShanghaiTime.At(campaign.SpendCloses);
        return new(
            new(scenario.Name),
            campaign.Funder.En,
            new(PrizesOf(campaign.Packets)),
            new(ShanghaiTime.At(campaign.RegistrationOpens), ShanghaiTime.At(campaign.RegistrationCloses)),
            ShanghaiTime.At(campaign.DrawAt),
            new(ShanghaiTime.At(campaign.ClaimOpens), spendCloses),
            new(ShanghaiTime.At(campaign.SpendOpens), spendCloses));
    }

    /// <summary>Writes the made-up entrant list, makes the draw, and writes commitment and proof beside the list.</summary>
    /// <param name="scenario">A scenario without faults.</param>
    /// <param name="beacon">The public chance.</param>
    /// <param name="outputFolder">Takes the files; made if it is missing.</param>
    /// <param name="overwrite">Whether files of an earlier draw in the folder may be replaced.</param>
    /// <param name="progress">Told how far it is; may be called from several threads.</param>
    /// <param name="cancellationToken">Leaves no file behind when cancelled.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ArgumentException">The scenario has faults.</exception>
    public static DrawRunOutcome Run(
        Scenario scenario,
        Beacon beacon,
        string outputFolder,
        bool overwrite = false,
        IProgress<DrawProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var terms = TermsOf(scenario);
        var entrantsPath = Path.Combine(outputFolder, DrawFiles.EntrantsName);
        var order = new DrawOrder(entrantsPath, terms.Draw, beacon, outputFolder)
        {
            Campaign = terms.Id,
            TermsFingerprint = terms.Fingerprint(),
            Overwrite = overwrite,
        };
        if (DrawFiles.InTheWay(order, entrantsPath) is { } obstacle)
            return new(DrawRunFault.OutputInTheWay, obstacle);

        DrawRunOutcome? outcome = null;
        try
        {
            Directory.CreateDirectory(outputFolder);
            DrawFiles.WriteNumberedEntrants(entrantsPath, scenario.Campaign.Applicants, cancellationToken);
            outcome = DrawFiles.Run(order, progress, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new(DrawRunFault.OutputFailed, $"The entrant list could not be written to '{outputFolder}': {error.Message}");
        }
        finally
        {
            if (outcome is not { IsDone: true })
                File.Delete(entrantsPath);
        }

        return outcome;
    }

    private static ImmutableArray<DrawPrize> PrizesOf(ImmutableArray<PacketScenario> packets) =>
        [.. packets.Select((packet, index) => new DrawPrize(string.Create(CultureInfo.InvariantCulture, $"packet {index + 1}"), packet.Face, packet.Count))];
}
