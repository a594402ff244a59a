using DcepSim.Campaigns;

namespace DcepSim.Simulation;

/// <summary>Who won, by place in the draw.</summary>
/// <param name="entrants">The entrants by place; null where everybody wins the same and the places are the entrants' numbers.</param>
/// <param name="count">How many won.</param>
internal readonly struct DrawnWinners(int[]? entrants, int count)
{
    public int Count => count;

    /// <summary>Draws. Where everybody wins the same packet there is nothing to draw.</summary>
    public static DrawnWinners Of(CampaignModel model, RandomKey key)
    {
        var applicants = model.Scenario.Campaign.Applicants;
        var terms = model.Terms.Draw;
        return applicants <= terms.Places && terms.Prizes.Length == 1
            ? new(null, applicants)
            : Of(LotteryDraw.Winners(applicants, terms.Places, key));
    }

    public int EntrantAt(int place) => entrants is null ? place : entrants[place];

    private static DrawnWinners Of(int[] entrants) => new(entrants, entrants.Length);
}
