using System.Numerics;
using System.Runtime.InteropServices;
using DcepSim.Ledger;
using DcepSim.Settlement.Journal;

namespace DcepSim.Cli;

/// <summary>What was found in a journal: its bytes, and, if they were settled again, its books.</summary>
/// <param name="Survey">The bytes; null if not even the headers could be read.</param>
/// <param name="Balance">The trial balance after settling all again; null if that was not done or did not come to its end.</param>
/// <param name="Fault">What does not hold, with place, expected and found; null if all does.</param>
internal sealed record JournalCheck(JournalSurvey? Survey, TrialBalance? Balance, string? Fault)
{
    private const ulong KeysOfBlock = 256;
    private const long SessionsCeiling = 1 << 24;
    private const int HoldsCeiling = 1 << 24;
    private const int WindowMax = 1 << 24; // a gibibyte: with all of a long journal's keys at hand the check would take more memory than the book did

    public bool Holds => Fault is null;

    /// <summary>How long the disk lasts; null where the bytes could not be read.</summary>
    public JournalRoom? Room { get; private init; }

    /// <summary>Holds every checksum against its bytes.</summary>
    public static JournalCheck OfBytes(IJournalStore store)
    {
        try
        {
            var survey = JournalSurvey.Take(store);
            return new(survey, null, FaultIn(survey)) { Room = survey.Corruption is null ? JournalRoom.Of(store, survey) : null };
        }
        catch (JournalCorruptionException corruption)
        {
            return new(null, null, corruption.Message);
        }
    }

    /// <summary>Holds the bytes against their checksums and every answer against the books.</summary>
    public static JournalCheck OfBytesAndBooks(IJournalStore store, CancellationToken cancellation)
    {
        var check = OfBytes(store);
        if (check.Survey is null || check.Survey.Corruption is not null || check.Survey.LastSequence == 0)
            return check;
        if (check.Survey.FirstSequence > 1)
            return check with { Fault = check.Fault ?? FormattableString.Invariant($"the books cannot be made again: the journal begins at sequence {check.Survey.FirstSequence}; older segments were archived.") };
        try
        {
            var balance = Replay(store, check.Survey.LastSequence, cancellation);
            return check with { Balance = balance, Fault = check.Fault ?? (balance.IsBalanced ? null : "debits and credits differ.") };
        }
        catch (LedgerCorruptionException fault)
        {
            return check with { Fault = PlaceOf(check.Survey, fault.Sequence) + fault.Message };
        }
        catch (JournalCorruptionException fault)
        {
            return check with { Fault = fault.Message };
        }
    }

    private static TrialBalance Replay(IJournalStore store, long through, CancellationToken cancellation)
    {
        using var book = new GeneralLedger(Capacities(store, through, cancellation));
        using var reader = JournalReader.Open(store);
        while (reader.Read(through))
        {
            cancellation.ThrowIfCancellationRequested();
            book.Replay(MemoryMarshal.Cast<byte, JournalEntry>(reader.Records));
        }

        return book.TakeTrialBalance();
    }

    /// <summary>A book large enough for what the journal holds, whatever the capacities of the book that wrote it, which it does not say.</summary>
    private static LedgerOptions Capacities(IJournalStore store, long through, CancellationToken cancellation)
    {
        var (accounts, holds, sessions, blocks) = (0, 0, 1UL, 0L);
        var latestBlock = new Dictionary<ulong, ulong>();
        using var reader = JournalReader.Open(store);
        while (reader.Read(through))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (ref readonly var entry in MemoryMarshal.Cast<byte, JournalEntry>(reader.Records))
            {
                if (entry.Kind == JournalEntryKind.AccountOpened)
                    accounts++;
                if (entry.Kind != JournalEntryKind.Transfer)
                    continue;
                var ((session, counter), isPending) = (entry.Transfer.Key, entry.Transfer.Flags.HasFlag(TransferFlags.Pending));
                holds += isPending ? 1 : 0;
                sessions = Math.Max(sessions, session);
                ref var block = ref CollectionsMarshal.GetValueRefOrAddDefault(latestBlock, session, out var isKnown);
                if (!isKnown || block != counter / KeysOfBlock)
                    blocks++;
                block = counter / KeysOfBlock;
            }
        }

        var window = (int)Math.Clamp((long)BitOperations.RoundUpToPowerOf2((ulong)through), 4_096, WindowMax);
        return new()
        {
            AccountsMax = Math.Max(accounts, 1),
            SessionsMax = (int)Math.Min(Math.Max((long)sessions, (Math.Min(blocks, window) - (window / (int)KeysOfBlock)) / 2), SessionsCeiling), // room for keys comes with sessions
            HoldsMax = Math.Min(holds, HoldsCeiling),
            IdempotencyWindow = window,
        };
    }

    private static string PlaceOf(JournalSurvey survey, long sequence) =>
        survey.Segments.FirstOrDefault(segment => segment.Groups > 0 && sequence >= segment.FirstSequence && sequence <= segment.LastSequence) is { } segment
            ? FormattableString.Invariant($"{segment.File}: ")
            : "";

    private static string? FaultIn(JournalSurvey survey)
    {
        if (survey.Corruption is { } corruption)
            return corruption.Message;
        if (survey.Damage.Count > 0)
        {
            var damage = survey.Damage[0];
            return FormattableString.Invariant($"{damage.File} is damaged at offset {damage.Offset}: {damage.What}; it can be made good, and is when the journal is opened for writing.");
        }

        return survey.Checkpoints.FirstOrDefault(checkpoint => checkpoint.Fault is not null)?.Fault;
    }
}
