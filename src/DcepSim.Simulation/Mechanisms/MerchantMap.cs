using System.Collections.Immutable;
using DcepSim.Simulation.Agents;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Sampling;

namespace DcepSim.Simulation.Mechanisms;

/// <summary>
/// Which merchant is of which category in which district, what packets it accepts, and how an occasion finds one.
/// </summary>
/// <remarks>The map is the same in all runs of a scenario. Immutable.</remarks>
internal sealed class MerchantMap
{
    private readonly Scenario _scenario;
    private readonly DiscreteTable _popularity;
    private readonly ImmutableArray<byte> _categories;
    private readonly ImmutableArray<byte> _districts;
    private readonly ulong[] _scopes;
    private readonly Part?[] _parts; // by category, then district
    private readonly DiscreteTable _anywhere;
    private readonly DiscreteTable?[] _near;
    private readonly DiscreteTable? _homes;
    private readonly Part?[] _inScope = [];

    public MerchantMap(Scenario scenario, BehaviourTables tables)
    {
        _scenario = scenario;
        _popularity = tables.Popularity;
        var merchants = scenario.Merchants;
        var places = new MerchantPlaces(merchants);
        _categories = places.Categories;
        _districts = places.Districts;
        _scopes = [.. Enumerable.Range(0, merchants.Count + merchants.OnlinePlatforms.Length).Select(merchant => ScopeBitsOf(merchant))];
        var partMembers = Enumerable.Range(0, CategoryCount * DistrictCount).Select(_ => new List<int>()).ToArray();
        for (var merchant = 0; merchant < merchants.Count; merchant++)
            partMembers[(_categories[merchant] * DistrictCount) + _districts[merchant]].Add(merchant);
        _parts = [.. partMembers.Select(members => Part.Of(members, merchants.PopularityExponent))];
        _anywhere = TableOf((category, district) => CategoryShare(category) * MerchantShare(district), "segments anywhere")!;
        _near = [.. Enumerable.Range(0, DistrictCount).Select(home => TableOf((category, district) => district == home ? CategoryShare(category) : 0, "segments near home"))];
        _homes = merchants.Districts.IsEmpty ? null : DiscreteTable.FromWeights([.. merchants.Districts.Select(district => district.PersonShare)], "homes");
        if (scenario.Behaviour.Steering > 0)
            _inScope = [.. Enumerable.Range(0, scenario.Campaign.Packets.Length).Select(row => Part.Of(MembersOf(row), merchants.PopularityExponent))];
    }

    private int CategoryCount => Math.Max(1, _scenario.Merchants.Categories.Length);

    private int DistrictCount => Math.Max(1, _scenario.Merchants.Districts.Length);

    private bool HasPlaces => !_scenario.Merchants.Categories.IsEmpty || !_scenario.Merchants.Districts.IsEmpty;

    /// <summary>What a merchant or platform accepts: one bit a row of packets, and one a platform for sub-wallets pushed to it.</summary>
    public SpendScope ScopeOf(int merchant) => new(_scopes[merchant]);

    /// <summary>Where a sub-wallet may pay: on every platform.</summary>
    public SpendScope Platforms => new(Enumerable.Range(0, _scenario.Merchants.OnlinePlatforms.Length).Aggregate(0UL, (bits, platform) => bits | PlatformBit(platform)));

    public bool Accepts(int merchant, int row) => ((_scopes[merchant] >> row) & 1) != 0;

    /// <summary>The district a person lives in; 0 where there are none.</summary>
    public int HomeOf(ulong word) => _homes?.Draw(word) ?? 0;

    /// <summary>The merchant in store of an occasion.</summary>
    public int Draw(int home, bool isNearHome, ulong segmentWord, ulong merchantWord)
    {
        if (!HasPlaces)
            return _popularity.Draw(merchantWord);
        var table = isNearHome ? _near[home] ?? _anywhere : _anywhere;
        return _parts[table.Draw(segmentWord)]!.Draw(merchantWord);
    }

    /// <summary>A merchant that accepts packets of a row; negative when there is none.</summary>
    public int DrawInScope(int row, ulong word) => _inScope[row]?.Draw(word) ?? -1;

    public IEnumerable<long> Integers => [.. _categories.Select(category => (long)category), .. _districts.Select(district => (long)district)];

    private double CategoryShare(int category) => _scenario.Merchants.Categories.IsEmpty ? 1 : _scenario.Merchants.Categories[category].Share;

    private double MerchantShare(int district) => _scenario.Merchants.Districts.IsEmpty ? 1 : _scenario.Merchants.Districts[district].MerchantShare;

    private DiscreteTable? TableOf(Func<int, int, double> weight, string name)
    {
        var weights = new double[_parts.Length];
        for (var part = 0; part < weights.Length; part++)
            weights[part] = _parts[part] is null ? 0 : weight(part / DistrictCount, part % DistrictCount);
        return weights.Sum() > 0 ? DiscreteTable.FromWeights(weights, name) : null;
    }

    private List<int> MembersOf(int row) => [.. Enumerable.Range(0, _scenario.Merchants.Count).Where(merchant => Accepts(merchant, row))];

    private ulong PlatformBit(int platform) => 1UL << (_scenario.Campaign.Packets.Length + platform);

    private ulong ScopeBitsOf(int merchant)
    {
        var platform = merchant - _scenario.Merchants.Count;
        var bits = platform >= 0 ? PlatformBit(platform) : 0;
        for (var row = 0; row < _scenario.Campaign.Packets.Length; row++)
        {
            var packet = _scenario.Campaign.Packets[row];
            if (platform >= 0 ? IsGoodOnline(packet) : IsGoodInStore(packet, merchant))
                bits |= 1UL << row;
        }

        return bits;
    }

    // A platform has no category and no district: only packets that name neither are good there.
    private static bool IsGoodOnline(PacketScenario packet) =>
        packet.Channels != PacketChannels.InStore && packet.Categories.IsEmpty && packet.Districts.IsEmpty;

    private bool IsGoodInStore(PacketScenario packet, int merchant)
    {
        if (packet.Channels == PacketChannels.Online)
            return false;
        if (!packet.Categories.IsEmpty && !packet.Categories.Contains(_scenario.Merchants.Categories[_categories[merchant]].Id))
            return false;
        if (_scenario.Merchants.Districts.IsEmpty)
            return true;
        var district = _scenario.Merchants.Districts[_districts[merchant]];
        return packet.Districts.IsEmpty ? !district.IsOtherCity : packet.Districts.Contains(district.Id);
    }

    /// <summary>Some of the merchants in store, chosen among by popularity.</summary>
    private sealed class Part(int[] members, DiscreteTable table)
    {
        public static Part? Of(List<int> members, double exponent) => members.Count == 0
            ? null
            : new([.. members], DiscreteTable.FromWeights([.. members.Select(merchant => Math.Pow(merchant + 1, -exponent))], "merchants of a segment"));

        public int Draw(ulong word) => members[table.Draw(word)];
    }
}
