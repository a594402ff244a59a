namespace DcepSim.Ledger;

// Many keys of one session at once, as they nearly always come: what is known of the first holds for all.
internal sealed unsafe partial class IdempotencyIndex
{
    /// <summary>Begins a run with a key that is above all of its session and in the block that it filled last: what keys asked for in order
    /// nearly always are.</summary>
    /// <param name="session">Of the key; not above the highest there may be.</param>
    /// <param name="counter">Of the key.</param>
    /// <param name="keys">The run.</param>
    /// <returns>Whether it is such a key; if not, no run has begun.</returns>
    public bool TryBegin(ulong session, ulong counter, out KeyRun keys)
    {
        keys = default;
        ref var state = ref _sessions[(long)session];
        if (counter <= state.Highest || state.NewestBlock == 0 || state.NewestNumber != counter >> BlockBits)
            return false;
        keys.Session = session;
        keys.Next = state.Highest + 1;
        keys.Block = state.NewestBlock;
        keys.Slots = SlotsOf(state.NewestBlock);
        keys.End = unchecked((state.NewestNumber + 1) << BlockBits); // after the last block there is none: then no key is below it
        return true;
    }

    /// <summary>Looks at the first entry that will leave the window while a run goes on.</summary>
    /// <param name="keys">The run.</param>
    /// <param name="session">Of the entry; 0 where it has no key.</param>
    /// <param name="counter">Of the entry.</param>
    /// <returns>Whether its key, if it has one, is above all of its session that have left; if not, it has to be forgotten alone.</returns>
    public bool TryBeginForgetting(ref KeyRun keys, uint session, ulong counter)
    {
        keys.IsWindowFull = true;
        if (session == 0)
        {
            // What has a key and leaves next most likely follows what the asking session forgot last.
            session = unchecked((uint)keys.Session);
            counter = unchecked(_sessions[session].Forgotten + 1);
            if (_sessions[session].OldestBlock == 0 || _sessions[session].OldestNumber != counter >> BlockBits)
                return true;
        }

        if (counter <= _sessions[session].Forgotten)
            return false;
        var number = counter >> BlockBits;
        keys.OldSession = session;
        keys.Forgotten = _sessions[session].Forgotten;
        keys.OldBlock = OldestBlockOf(session, number);
        keys.OldSlots = SlotsOf(keys.OldBlock);
        keys.OldEnd = unchecked((number + 1) << BlockBits);
        return true;
    }

    /// <summary>Ends a run.</summary>
    /// <param name="keys">The run; its slots are written.</param>
    /// <param name="count">How many keys were added; as many entries have left a full window, all but those without a key forgotten.</param>
    public void End(in KeyRun keys, int count)
    {
        unchecked // a block has 256 slots, and a session's keys are in the window
        {
            ref var state = ref _sessions[(long)keys.Session];
            state.Highest = keys.Next - 1;
            state.Keys += count;
            _used[keys.Block] += (ushort)count;
            count -= keys.LeftWithoutKey;
            if (keys.OldSession == 0)
                return;
            ref var old = ref _sessions[keys.OldSession];
            old.Forgotten = keys.Forgotten;
            old.Keys -= count;
            if ((_used[keys.OldBlock] -= (ushort)count) == 0)
                ReturnBlock(keys.OldSession, old.OldestNumber, keys.OldBlock);
        }
    }
}
