using DcepSim.Campaigns;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Draws;

/// <summary>The draw of a scenario, made as a real one would be: with a list, a commitment, a beacon and a proof.</summary>
/// <remarks>The people of a scenario have no names, so the list is made up by a rule: the numbers from 1 to the number of applicants, one a
/// line, all with as many digits as the largest. Where the scenario has strata, the first numbers are of the first stratum, as many as its share,
/// the next of the second, and so on; a real list names each entrant's stratum after a TAB.</remarks>
public static class ScenarioDraw
{
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
        return Run(scenario, OrderOf(scenario, beacon, outputFolder) with { Overwrite = overwrite }, progress, cancellationToken);
    }

    /// <summary>What to draw for a scenario: its packets, under its name and the fingerprint of its terms.</summary>
    /// <param name="scenario">A scenario without faults.</param>
    /// <param name="beacon">The public chance; <c>null</c> as long as nobody knows it.</param>
    /// <param name="outputFolder">Takes the files.</param>
    /// <param name="entrantsPath">A real list; <c>null</c> for the made-up one in <paramref name="outputFolder"/>.</param>
    /// <exception cref="ArgumentException">The scenario has faults.</exception>
    public static DrawOrder OrderOf(Scenario scenario, Beacon? beacon, string outputFolder, string? entrantsPath = null)
    {
        var terms = ScenarioTerms.Of(scenario);
        return new(entrantsPath ?? Path.Combine(outputFolder, DrawFiles.EntrantsName), terms.Draw, beacon, outputFolder)
        {
            Campaign = terms.Id,
            TermsFingerprint = terms.Fingerprint(),
        };
    }

    /// <summary>As <see cref="Run(Scenario, Beacon, string, bool, IProgress{DrawProgress}?, CancellationToken)"/>, for an order made by
    /// <see cref="OrderOf"/> without a real list and then changed where needed.</summary>
    /// <param name="scenario">The scenario of the order.</param>
    /// <param name="order">What to draw; its list is written first.</param>
    /// <param name="progress">Told how far it is; may be called from several threads.</param>
    /// <param name="cancellationToken">Leaves no file behind when cancelled.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ArgumentException">The scenario has faults, or the order has a real list.</exception>
    public static DrawRunOutcome Run(Scenario scenario, DrawOrder order, IProgress<DrawProgress>? progress = null, CancellationToken cancellationToken = default) =>
        WithMadeUpList(scenario, order, () => DrawFiles.Run(order, progress, cancellationToken), cancellationToken);

    /// <summary>Writes the made-up entrant list and the commitment to it. The draw is then made from that list, as from a real one.</summary>
    /// <param name="scenario">The scenario of the order.</param>
    /// <param name="order">What will be drawn, by <see cref="OrderOf"/> without a real list; the list is written first.</param>
    /// <param name="progress">Told how far it is; may be called from several threads.</param>
    /// <param name="cancellationToken">Leaves no file behind when cancelled.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ArgumentException">The scenario has faults, or the order has a real list.</exception>
    public static DrawRunOutcome Commit(Scenario scenario, DrawOrder order, IProgress<DrawProgress>? progress = null, CancellationToken cancellationToken = default) =>
        WithMadeUpList(scenario, order, () => DrawFiles.Commit(order, progress, cancellationToken), cancellationToken);

    private static DrawRunOutcome WithMadeUpList(Scenario scenario, DrawOrder order, Func<DrawRunOutcome> then, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(order);
        var (entrantsPath, outputFolder) = (order.EntrantsPath, order.OutputFolder);
        if (entrantsPath != Path.Combine(outputFolder, DrawFiles.EntrantsName))
            throw new ArgumentException($"'{entrantsPath}' is a real list, which is never written over; draw from it with {nameof(DrawFiles)}.", nameof(order));
        if (DrawFiles.InTheWay(order, entrantsPath) is { } obstacle)
            return new(DrawRunFault.OutputInTheWay, obstacle);

        DrawRunOutcome? outcome = null;
        var isFolderNew = !Directory.Exists(outputFolder);
        var (hasEarlier, isEarlierAside, earlierPath) = (File.Exists(entrantsPath), false, entrantsPath + ".earlier");
        try
        {
            Directory.CreateDirectory(outputFolder);
            if (hasEarlier)
                File.Move(entrantsPath, earlierPath, overwrite: true);
            isEarlierAside = hasEarlier;
            EntrantFile.WriteNumbered(entrantsPath, scenario.Campaign.Applicants, StrataOf(scenario.Campaign), cancellationToken);
            outcome = then();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new(DrawRunFault.OutputFailed, $"The entrant list could not be written to '{outputFolder}': {error.Message}");
        }
        finally
        {
            if (outcome is not { IsDone: true } && Directory.Exists(outputFolder))
            {
                if (isEarlierAside)
                    File.Move(earlierPath, entrantsPath, overwrite: true);
                else if (!hasEarlier)
                    File.Delete(entrantsPath);
                if (isFolderNew && !Directory.EnumerateFileSystemEntries(outputFolder).Any())
                    Directory.Delete(outputFolder);
            }
        }

        if (isEarlierAside)
            File.Delete(earlierPath);
        return outcome;
    }

    private static List<(string Name, int Until)> StrataOf(CampaignScenario campaign)
    {
        var (strata, share) = (new List<(string, int)>(), 0.0);
        foreach (var stratum in campaign.Strata)
        {
            share += stratum.Share;
            strata.Add((stratum.Id, 1 + (int)Math.Min(campaign.Applicants, Math.Round(share * campaign.Applicants))));
        }

        return strata;
    }
}
