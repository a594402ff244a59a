using DcepSim.Settlement.Journal;

namespace DcepSim.Testing.Journal;

/// <summary>
/// The exam of a journal store: what every <see cref="IJournalStore"/> must do, case by case, for whoever writes another. What only a power
/// cut can show is not in it.
/// </summary>
/// <remarks>Each case wants a fresh, empty store and throws <see cref="JournalStoreFaultException"/> where the store fails it.</remarks>
public static class JournalStoreContract
{
    private const int Block = JournalLayout.BlockBytes;

    /// <summary>All cases: what the store must do, and the exam of it.</summary>
    public static IReadOnlyDictionary<string, Action<IJournalStore>> Cases { get; } = new SortedDictionary<string, Action<IJournalStore>>(StringComparer.Ordinal)
    {
        ["bytes written are read back, before and after a flush"] = BytesAreReadBack,
        ["a later write replaces an earlier one"] = LaterWriteReplaces,
        ["a read past the end brings nothing"] = ReadPastTheEnd,
        ["a file made again is empty"] = MadeAgainIsEmpty,
        ["a rename replaces its target"] = RenameReplaces,
        ["a file that is not there cannot be opened"] = MissingFile,
        ["deleting what is not there is no error"] = DeleteMissing,
        ["names come in ordinal order, the lock not among them"] = NamesInOrder,
        ["a second owner is refused until the first lets go"] = OneOwner,
        ["memory and offsets off the block are refused"] = Unaligned,
        ["an open file is still written after its rename"] = WriteAfterRename,
        ["a reader beside the writer sees its bytes"] = ReaderBesideWriter,
    };

    private static void BytesAreReadBack(IJournalStore store)
    {
        using var file = store.Create("a", 0);
        using var memory = Filled(3, 7);
        file.Write(0, memory.Span);
        Expect(file, 0, 3, 7);
        file.Flush();
        store.FlushNames();
        Expect(file, 0, 3, 7);
        True(file.Length == 3 * Block, $"a file of three blocks has length {file.Length}");
    }

    private static void LaterWriteReplaces(IJournalStore store)
    {
        using var file = store.Create("a", 4 * Block);
        using var first = Filled(4, 1);
        using var second = Filled(1, 2);
        file.Write(0, first.Span);
        file.Write(2 * Block, second.Span);
        Expect(file, 0, 2, 1);
        Expect(file, 2 * Block, 1, 2);
        Expect(file, 3 * Block, 1, 1);
    }

    private static void ReadPastTheEnd(IJournalStore store)
    {
        using var file = store.Create("a", 0);
        using var memory = Filled(1, 1);
        file.Write(0, memory.Span);
        True(file.Read(Block, memory.Span) == 0, "a read at the end brought something");
        True(file.Read(9 * Block, memory.Span) == 0, "a read past the end brought something");
    }

    private static void MadeAgainIsEmpty(IJournalStore store)
    {
        using var memory = Filled(2, 5);
        using (var file = store.Create("a", 0))
            file.Write(0, memory.Span);
        using var again = store.Create("a", 0);
        True(again.Read(0, memory.Span) == 0, "a file made again still held bytes");
    }

    private static void RenameReplaces(IJournalStore store)
    {
        Put(store, "a", 1);
        Put(store, "b", 2);
        store.Rename("a", "b");
        store.FlushNames();
        True(store.Names() is ["b"], $"after the rename there are {string.Join(", ", store.Names())}");
        using var file = store.Open("b", writable: false);
        Expect(file, 0, 1, 1);
    }

    private static void MissingFile(IJournalStore store)
    {
        Throws<FileNotFoundException>(() => store.Open("none", writable: false));
    }

    private static void DeleteMissing(IJournalStore store)
    {
        store.Delete("none");
        Put(store, "a", 1);
        store.Delete("a");
        True(store.Names().Count == 0, "a deleted file is still there");
    }

    private static void NamesInOrder(IJournalStore store)
    {
        using var held = store.Lock();
        foreach (var name in new[] { "b", "B", "10", "9", "a.x" })
            Put(store, name, 1);
        True(store.Names() is ["10", "9", "B", "a.x", "b"], $"the names are {string.Join(", ", store.Names())}");
    }

    private static void OneOwner(IJournalStore store)
    {
        var first = store.Lock();
        Throws<JournalLockedException>(() => store.Lock());
        first.Dispose();
        using (store.Lock())
        {
            first.Dispose(); // once more: nobody else's is let go
            Throws<JournalLockedException>(() => store.Lock());
        }

        store.Lock().Dispose();
    }

    private static void Unaligned(IJournalStore store)
    {
        using var file = store.Create("a", 0);
        using var memory = Filled(2, 1);
        Throws<ArgumentException>(() => file.Write(1, memory.Span));
        Throws<ArgumentException>(() => file.Write(0, memory.Span[..^1]));
        Throws<ArgumentException>(() => file.Write(0, memory.Span[1..(Block + 1)]));
        Throws<ArgumentException>(() => file.Read(0, memory.Span[1..(Block + 1)]));
        Throws<ArgumentException>(() => file.Read(-Block, memory.Span));
    }

    private static void WriteAfterRename(IJournalStore store)
    {
        using var file = store.Create("a", 0);
        using var memory = Filled(1, 3);
        file.Write(0, memory.Span);
        store.Rename("a", "b");
        file.Write(Block, memory.Span);
        file.Flush();
        using var again = store.Open("b", writable: false);
        Expect(again, 0, 2, 3);
    }

    private static void ReaderBesideWriter(IJournalStore store)
    {
        using var writer = store.Create("a", 0);
        using var memory = Filled(1, 4);
        writer.Write(0, memory.Span);
        using var reader = store.Open("a", writable: false);
        using var changed = Filled(1, 6);
        writer.Write(0, changed.Span);
        Expect(reader, 0, 1, 6);
    }

    private static void Put(IJournalStore store, string name, byte value)
    {
        using var file = store.Create(name, 0);
        using var memory = Filled(1, value);
        file.Write(0, memory.Span);
    }

    private static AlignedBuffer Filled(int blocks, byte value)
    {
        var memory = new AlignedBuffer(blocks * Block);
        memory.Span.Fill(value);
        return memory;
    }

    private static void Expect(IJournalFile file, long offset, int blocks, byte value)
    {
        using var memory = Filled(blocks, (byte)(value ^ byte.MaxValue));
        for (var done = 0; done < memory.Length;)
        {
            var read = file.Read(offset + done, memory.Span[done..]);
            True(read > 0, $"{file.Name} ends {done} bytes after offset {offset}");
            done += read / Block * Block;
        }

        True(memory.Span.IndexOfAnyExcept(value) < 0, $"{file.Name} at offset {offset} does not hold what was written");
    }

    private static void True(bool holds, string fault)
    {
        if (!holds)
            throw new JournalStoreFaultException(fault);
    }

    private static void Throws<T>(Action action)
        where T : Exception
    {
        try
        {
            action();
        }
        catch (T)
        {
            return;
        }

        throw new JournalStoreFaultException($"{typeof(T).Name} was due and did not come");
    }
}
