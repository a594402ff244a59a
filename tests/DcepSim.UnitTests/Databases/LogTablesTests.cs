using System.Globalization;
using DcepSim.Databases;
using DcepSim.Logs;
using Microsoft.Data.Sqlite;

namespace DcepSim.UnitTests.Databases;

/// <summary>Pages are written without SQLite; SQLite reads them, checks them, and finds every row by every index. Pages are small, so that few rows make deep trees.</summary>
public sealed class LogTablesTests : IDisposable
{
    private const int SmallPage = 512;
    private const int Merchants = 7;

    private static readonly long[] Edges = [0, 1, 2, .. new[] { 7, 15, 23, 31, 47, 55, 62 }.SelectMany(bits => new[] { (1L << bits) - 1, 1L << bits })];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Trees_of_any_size_are_sound_and_hold_every_row()
    {
        for (var rows = 0; rows <= 420; rows += rows is > 20 and < 380 ? 3 : 1)
            Check(rows, rows);
    }

    [Theory]
    [InlineData(5_003, 4_999)]
    [InlineData(LogBlock.RowsMax + 1, 0)]
    [InlineData(0, 30_011)]
    public void Trees_of_many_levels_are_sound_and_hold_every_row(int payments, int wallets) => Check(payments, wallets);

    [Fact]
    public void A_file_beyond_a_gibibyte_leaves_the_page_of_the_locks_empty()
    {
        const int PageSize = 16_384;
        var path = Create(PageSize);
        const uint Before = 65_530;
        using (var file = new FileStream(path, FileMode.Open))
        {
            file.SetLength(Before * (long)PageSize); // sparse: pages that nobody uses
            file.Position = 28;
            file.Write([(byte)(Before >> 24), (byte)(Before >> 16 & 0xFF), (byte)(Before >> 8 & 0xFF), (byte)(Before & 0xFF)]);
        }

        Write(path, 5_000, 0);

        var complaints = DatabaseRows.Of(path, "PRAGMA integrity_check(100000)");
        Assert.All(complaints, complaint => Assert.EndsWith(": never used", complaint, StringComparison.Ordinal));
        Assert.True(complaints.Count < Before, "Every page that was added has its use.");
        Assert.True(long.Parse(DatabaseRows.Of(path, "PRAGMA page_count")[0], CultureInfo.InvariantCulture) > 65_540);
        Assert.Equal(["5000,12502500"], DatabaseRows.Of(path, "SELECT count(*), sum(rowid) FROM payments"));
        Assert.True(PageFile.IsLocked(65_537, PageSize));
    }

    private static LogRow Payment(int place) => new()
    {
        Run = 1 + (place / 1_000),
        Sequence = place * 3L,
        UnixMilliseconds = 1_602_432_000_000 + (place * 977L),
        Entrant = (int)(place * 2_654_435_761L % 1_913_847),
        Operator = place % 6,
        Merchant = place * place % Merchants,
        PacketFen = Edges[place % Edges.Length],
        OwnMoneyFen = Edges[place / 3 % Edges.Length],
        OtherTenderFen = place,
        PacketLeftFen = Edges[^1] - place,
    };

    private static LogRow Claim(int place) => new()
    {
        Run = 1 + (place / 1_000),
        UnixMilliseconds = 1_602_432_000_000 + (place * 1_013L),
        Entrant = (int)(place * 40_503L % 65_536),
        Operator = place % 2,
        PacketFen = 20_000,
    };

    private static string TimeOf(in LogRow row) => System.Text.Encoding.UTF8.GetString(new ShanghaiStamp().Of(row.UnixMilliseconds));

    private static void Write(string path, int payments, int wallets)
    {
        Dictionary<string, uint> roots;
        using (var file = new SqliteFile(path))
            roots = file.Roots();
        using var tables = new LogTables(path, roots);
        for (var from = 0; from < Math.Max(payments, wallets); from += 100)
        {
            Put(tables, isClaims: false, from, payments, Payment);
            Put(tables, isClaims: true, from, wallets, Claim);
        }

        tables.Complete();
    }

    private static void Put(LogTables tables, bool isClaims, int from, int until, Func<int, LogRow> row)
    {
        var block = new LogBlock(_ => { });
        block.Begin(isClaims);
        for (var place = from; place < Math.Min(from + 100, until); place++)
            block.Next() = row(place);
        tables.Write(block);
    }

    private void Check(int payments, int wallets)
    {
        var path = Create(SmallPage);
        Write(path, payments, wallets);

        Assert.Equal(["ok"], DatabaseRows.Of(path, "PRAGMA integrity_check"));
        Assert.Equal(
            Enumerable.Range(0, payments).Select(place => Payment(place) is var row ? FormattableString.Invariant($"{place + 1},{row.Run},{row.Sequence},{TimeOf(row)},{row.Entrant},{row.Operator},{row.Merchant},{row.PacketFen},{row.OwnMoneyFen},{row.OtherTenderFen},{row.PacketLeftFen}") : ""),
            DatabaseRows.Of(path, "SELECT rowid, * FROM payments ORDER BY rowid"));
        Assert.Equal(
            Enumerable.Range(0, wallets).Select(place => Claim(place) is var row ? FormattableString.Invariant($"{place + 1},{row.Run},{row.Entrant},{row.Operator},{TimeOf(row)},{row.PacketFen}") : ""),
            DatabaseRows.Of(path, "SELECT rowid, * FROM wallets ORDER BY rowid"));
        Assert.Equal(
            Enumerable.Range(0, payments).OrderBy(place => Payment(place).Entrant).ThenBy(place => place).Select(place => FormattableString.Invariant($"{Payment(place).Entrant},{Payment(place).Run},{place + 1}")),
            DatabaseRows.Of(path, "SELECT entrant, run, rowid FROM payments INDEXED BY paymentsByEntrant ORDER BY entrant, run, rowid"));
        Assert.Equal(
            Enumerable.Range(0, payments).Where(place => Payment(place).Merchant == 4).Select(place => FormattableString.Invariant($"{place + 1}")),
            DatabaseRows.Of(path, "SELECT rowid FROM payments INDEXED BY paymentsByMerchant WHERE merchant = 4"));
        Assert.Equal(
            Enumerable.Range(0, wallets).OrderBy(place => Claim(place).Entrant).ThenBy(place => place).Select(place => FormattableString.Invariant($"{place + 1}")),
            DatabaseRows.Of(path, "SELECT rowid FROM wallets INDEXED BY walletsByEntrant ORDER BY entrant, run, rowid"));
        Assert.Single(Directory.GetFiles(_folder.Path));
        File.Delete(path);
    }

    private string Create(int pageSize)
    {
        var path = Path.Combine(_folder.Path, "results.sqlite");
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA page_size = {pageSize}; {DatabaseSchema.Tables} {DatabaseSchema.Indices}";
        command.ExecuteNonQuery();
        return path;
    }
}
