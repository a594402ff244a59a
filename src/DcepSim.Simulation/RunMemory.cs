using DcepSim.Ledger;
using DcepSim.Settlement;
using DcepSim.Simulation.Audit;
using DcepSim.Simulation.Timeline;
using NodaTime;

namespace DcepSim.Simulation;

/// <summary>
/// What runs use one after another instead of asking the system for new memory each time: room for lives and cards, and a book.
/// </summary>
/// <remarks>It grows to the largest run it has served, of whatever scenario; nothing in it is passed on from one run to the next. Serves one run
/// at a time. About 16 bytes an event, 16 a winner and 64 an account.</remarks>
public sealed class RunMemory : IDisposable
{
    private const int ClearedTogether = 1 << 17; // cards: 2 MiB, a large page

    private readonly ClockOfTheRun _clock = new();
    private InlineSettlement? _settlement;
    private EventSheaf[] _sheaves = [];
    private NativeArray<WinnerCard>? _cards;

    internal EventOrder Served { get; private set; } = new();

    internal EventOrder Next { get; private set; } = new();

    /// <summary>What the till writes, and what the teller hands over.</summary>
    internal TillRoll Written { get; private set; } = new();

    internal TillRoll HandedOver { get; private set; } = new();

    /// <summary>What whoever watches is being told, and what was settled since.</summary>
    internal SettledNews Told { get; private set; } = new();

    internal SettledNews News { get; private set; } = new();

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        Waiting.For(_settlement?.DisposeAsync() ?? default);
        _settlement = null;
        _cards?.Dispose();
        _cards = null;
        foreach (var sheaf in _sheaves)
            sheaf.Dispose();
        _sheaves = [];
    }

    /// <summary>An empty book with room for at least this.</summary>
    internal InlineSettlement Book(LedgerOptions options, SimulatedClock clock)
    {
        _clock.Current = clock;
        if (_settlement?.Ledger is { } ledger && ledger.Options.AccountsMax >= options.AccountsMax && ledger.Options.SessionsMax >= options.SessionsMax)
        {
            ledger.Clear();
            return _settlement;
        }

        Waiting.For(_settlement?.DisposeAsync() ?? default);
        return _settlement = new InlineSettlement(options, _clock);
    }

    /// <summary>Empty sheaves, one for each part of the people.</summary>
    internal EventSheaf[] Sheaves(int count, int stretches, int stretchBits)
    {
        if (_sheaves.Length < count)
            _sheaves = [.. _sheaves, .. Enumerable.Range(0, count - _sheaves.Length).Select(_ => new EventSheaf())];
        foreach (var sheaf in _sheaves.AsSpan(0, count))
            sheaf.Clear(stretches, stretchBits);
        return _sheaves[..count];
    }

    /// <summary>A card for each winner, none with a claim; there may be more.</summary>
    internal unsafe NativeArray<WinnerCard> Cards(int winners, IWorkers workers)
    {
        if (_cards is null || _cards.Length < winners)
        {
            _cards?.Dispose();
            _cards = NativeArray<WinnerCard>.Uninitialized(winners);
        }

        var first = _cards.First;
        workers.CarryOut((winners + ClearedTogether - 1) / ClearedTogether, part =>
        {
            var from = part * ClearedTogether;
            new Span<WinnerCard>(first.Pointer + from, Math.Min(ClearedTogether, winners - from)).Clear();
        });
        return _cards;
    }

    /// <summary>The till begins with an empty roll.</summary>
    /// <param name="teller">Takes each sheet at once, until <see cref="KeepSheets"/>.</param>
    internal void BeginRoll(CampaignTeller teller)
    {
        Written.Begin();
        HandedOver.Begin();
        (Written.Taker, HandedOver.Taker) = (teller, null);
        Told.Clear();
        News.Clear();
    }

    /// <summary>The till goes on where it is, but its sheets stay on the roll from now on.</summary>
    internal void KeepSheets() => Written.Taker = null;

    internal void TurnNews() => (Told, News) = (News, Told);

    internal void TurnOver() => (Served, Next) = (Next, Served);

    internal void TurnRoll()
    {
        (Written, HandedOver) = (HandedOver, Written);
        Written.ContinueFrom(HandedOver);
    }

    /// <summary>The clock of whichever run has the book.</summary>
    private sealed class ClockOfTheRun : IClock
    {
        public SimulatedClock? Current { get; set; }

        public Instant GetCurrentInstant() => Current!.GetCurrentInstant();
    }
}
