using System.Runtime.InteropServices;
using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement.Reading;

/// <summary>A full segment, by the index beside it; by the segment itself when the index turns out damaged.</summary>
internal sealed class IndexedPart(SegmentCatalog catalog, SegmentEntry segment, AccountIndexFile index, PartRequest wanted, Action damaged) : SegmentPart
{
    private readonly List<int> _blocks = [];
    private SegmentMap? _map;
    private BlockReading? _reading;
    private bool _isSound;

    public override void Prepare() =>
        _isSound = TryLook(() => index.TryFind(wanted.Account, _blocks) && (_blocks.Count == 0 || (_map = index.TryMap()) is not null));

    public override IEnumerable<StatementPiece> Pieces()
    {
        if (!_isSound)
        {
            damaged();
            return new ScannedPart(catalog, index.FirstSequence, index.LastSequence, wanted).Pieces();
        }

        return _blocks.Count == 0 ? [] : PiecesOf(_map!, wanted.Span.Within(_map!));
    }

    public override void Dispose()
    {
        _reading?.Dispose();
        base.Dispose();
    }

    private static bool TryLook(Func<bool> look)
    {
        try
        {
            return look();
        }
        catch (IOException)
        {
            return false; // gone or unreadable: it can be made again
        }
    }

    private IEnumerable<StatementPiece> PiecesOf(ISegmentMap map, in StatementSpan span)
    {
        var (from, through) = (Math.Max(span.FromSequence, index.FirstSequence), Math.Min(span.ThroughSequence, index.LastSequence));
        if (from > through)
            return [];
        var low = _blocks.BinarySearch(ISegmentMap.BlockOf(map.Group(map.IndexOf(from)), from));
        var high = _blocks.BinarySearch(ISegmentMap.BlockOf(map.Group(map.IndexOf(through)), through));
        low = low < 0 ? ~low : low;
        high = high < 0 ? ~high : high + 1;
        if (low >= high)
            return [];
        _reading = new(catalog, segment, map, wanted);
        return _reading.Pieces(CollectionsMarshal.AsSpan(_blocks)[low..high], span);
    }
}
