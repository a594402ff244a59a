using DcepSim.Databases;

namespace DcepSim.UnitTests.Databases;

/// <summary>Rows are sorted by key and keep their order within a key, in memory and over parts on disk.</summary>
public sealed class SortedRowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(10_000, 1 << 20, 5_000_000)]
    [InlineData(10_000, 4_096, 3_000)]
    [InlineData(40_961, 4_096, 2_000_000_000)]
    [InlineData(12_288, 4_096, 1)]
    [InlineData(1, 4_096, 100)]
    [InlineData(0, 4_096, 100)]
    public void The_order_is_that_of_a_stable_sort(int count, int rowsInMemory, int keyMax)
    {
        var key = RandomKey.FromSeed(4);
        var expected = Enumerable.Range(0, count).Select(row => new KeyedRow((int)(key.Word((ulong)row) % (ulong)keyMax), row / 100, row + 1L)).ToList();
        using var rows = new SortedRows(Path.Combine(_folder.Path, "part"), rowsInMemory);
        foreach (var row in expected)
            rows.Add(row.Key, row.Run, row.Row);

        rows.Complete();
        var sorted = new List<KeyedRow>();
        rows.ForEach(sorted.Add);

        Assert.Equal(count, rows.Count);
        Assert.Equal(expected.OrderBy(row => row.Key), sorted);
        rows.Dispose();
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }
}
