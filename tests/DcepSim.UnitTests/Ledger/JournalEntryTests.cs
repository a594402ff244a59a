using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DcepSim.Ledger;

namespace DcepSim.UnitTests.Ledger;

public class JournalEntryTests
{
    [Fact]
    public void The_page_tells_every_field_where_it_lies()
    {
        var told = Rows().ToList();
        Assert.NotEmpty(told);
        foreach (var (offset, bytes, field) in told)
        {
            var declared = typeof(JournalEntry).GetField(field, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
            Assert.NotNull(declared);
            Assert.Equal(offset, declared.GetCustomAttribute<FieldOffsetAttribute>()!.Value);
            Assert.Equal(bytes, Marshal.SizeOf(declared.FieldType.IsEnum ? Enum.GetUnderlyingType(declared.FieldType) : declared.FieldType));
        }

        var all = typeof(JournalEntry).GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Select(field => field.Name);
        Assert.Equal(all.Order(StringComparer.Ordinal), told.Select(row => row.Field).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(64, Unsafe.SizeOf<JournalEntry>());
    }

    [Fact]
    public void A_transfer_allocates_nothing_once_the_ledger_is_warm()
    {
        using var book = new LedgerFixture();
        var receipts = new Receipt[200];
        ulong counter = 1_000;
        var transfers = new Transfer[200];
        for (var round = 0; round < 20; round++)
        {
            for (var i = 0; i < transfers.Length; i++)
            {
                var flags = i % 5 == 0 && i + 1 < transfers.Length ? TransferFlags.Linked : i % 7 == 0 ? TransferFlags.Pending : TransferFlags.None;
                transfers[i] = new(new(2, ++counter), book.Vault, book.Person, Amount.FromFen(1), TransferKind.Load, flags, i % 5 != 0 && i % 7 == 0 ? HoldTerm.ForSeconds(1) : default);
            }

            var before = GC.GetAllocatedBytesForCurrentThread();
            book.Ledger.Apply(transfers, book.Ledger.Time.PlusNanoseconds(2_000_000_000), receipts);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (round > 0)
                Assert.Equal(0, allocated);
        }

        Assert.Contains(receipts, receipt => receipt.IsAccepted);
    }

    private static IEnumerable<(int Offset, int Bytes, string Field)> Rows()
    {
        foreach (var line in File.ReadLines(Page()))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            if (cells.Length > 4 && int.TryParse(cells[1], NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
                yield return (offset, int.Parse(cells[2], CultureInfo.InvariantCulture), cells[3]);
        }
    }

    private static string Page()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "DcepSim.sln")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, "src", "DcepSim.Ledger", "ENTRY.md");
    }
}
