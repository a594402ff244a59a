namespace DcepSim.Campaigns;

/// <summary>The name of a campaign, such as "shenzhen-luohu-2020". <c>default</c> has no text and names none.</summary>
/// <param name="Value">1 to 200 characters.</param>
public readonly record struct CampaignId(string Value)
{
    /// <summary>The name itself.</summary>
    public override string ToString() => Value ?? "";
}
