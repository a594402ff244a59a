using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using NodaTime.HighPerformance;

namespace DcepSim.Ledger;

/// <summary>Transfers that are applied one after another, and what is the same for all of them.</summary>
internal unsafe ref struct LoneRun
{
    /// <summary>For so many transfers accounts are asked for together: a processor that goes on only once an address is translated translates several side
    /// by side, if they are near enough in the program.</summary>
    public const int AskedTogether = 8;

    public Transfer* Transfer;
    public Transfer* End;

    /// <summary>At which transfer accounts are asked for next, of some further on.</summary>
    public Transfer* Ask;

    /// <summary>One past the batch's last transfer.</summary>
    public Transfer* Last;

    /// <summary>The time of the next transfer; null where all have the ledger's.</summary>
    public Instant64* Times;

    public Receipt* Answer;
    public JournalEntry* Entry;

    /// <summary>Of the latest entry.</summary>
    public long Sequence;

    /// <summary>Of the latest transfer.</summary>
    public long Time;

    public long QuietUntil;
    public AccountRecord* Accounts;
    public Limits* Limits;
    public ulong Today;
    public ref LoneRule Rules;
    public void* Turnover;
    public uint Opened;
    public uint Mark;

    /// <summary>From a sequence to its place in the window, from 1.</summary>
    public int SlotOffset;

    /// <summary>Goes on to the next transfer.</summary>
    public void GoOn()
    {
        unchecked // places in a batch and in the window
        {
            Transfer++;
            Answer++;
            Entry++;
            if (Times != null)
                Times++;
        }
    }

    /// <summary>Asks for the accounts of some transfers further on. Whether their numbers make sense does not matter: nothing is read there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AskFurtherOn()
    {
        unchecked // addresses
        {
            var far = Ask + GeneralLedger.PrefetchDistance;
            Ask += AskedTogether;
            var end = Ask + GeneralLedger.PrefetchDistance < Last ? Ask + GeneralLedger.PrefetchDistance : Last;
            for (; Sse.IsSupported && far < end; far++)
            {
                Sse.Prefetch0(Accounts + (uint)far->Debit.Value);
                Sse.Prefetch0(Accounts + (uint)far->Credit.Value);
            }
        }
    }

    /// <summary>Asks for the memory that the next entries and answers are written over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AskAhead(JournalEntry* entry, Receipt* answer)
    {
        if (!Sse.IsSupported)
            return;
        unchecked // addresses
        {
            Sse.Prefetch0(entry + GeneralLedger.PrefetchDistance);
            Sse.Prefetch0(answer + GeneralLedger.PrefetchDistance);
        }
    }
}
