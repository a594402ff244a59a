using DcepSim.Simulation.Mechanisms;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Observations;

/// <summary>The places that flows are told apart by: each category in each district, then each online platform.</summary>
internal sealed class FlowPlaces
{
    private readonly MerchantScenario _merchants;
    private readonly ushort[] _of;

    public FlowPlaces(MerchantScenario merchants)
    {
        _merchants = merchants;
        var where = new MerchantPlaces(merchants);
        _of = new ushort[merchants.Count + merchants.OnlinePlatforms.Length];
        for (var merchant = 0; merchant < _of.Length; merchant++)
        {
            var platform = merchant - merchants.Count;
            _of[merchant] = (ushort)(platform >= 0 ? InStore + platform : (where.Districts[merchant] * Categories) + where.Categories[merchant]);
        }
    }

    public int Count => InStore + _merchants.OnlinePlatforms.Length;

    private int Categories => Math.Max(1, _merchants.Categories.Length);

    private int InStore => Categories * Math.Max(1, _merchants.Districts.Length);

    public int Of(MerchantId merchant) => _of[merchant.Value];

    public int MerchantsAt(int place) => _of.Count(of => of == place);

    /// <summary>The district of a place; <c>null</c> online, and where none are told apart.</summary>
    public string? DistrictAt(int place) => place < InStore && !_merchants.Districts.IsEmpty ? _merchants.Districts[place / Categories].Id : null;

    /// <summary>The category of a place; <c>null</c> online, and where none are told apart.</summary>
    public string? CategoryAt(int place) => place < InStore && !_merchants.Categories.IsEmpty ? _merchants.Categories[place % Categories].Id : null;

    /// <summary>The platform of a place; <c>null</c> in store.</summary>
    public LocalizedText? PlatformAt(int place) => place < InStore ? null : _merchants.OnlinePlatforms[place - InStore].Name;
}
