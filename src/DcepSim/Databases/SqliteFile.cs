using SQLitePCL;

namespace DcepSim.Databases;

/// <summary>A SQLite file being written by one thread, which nobody else may see before it is complete.</summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly sqlite3 _handle;

    static SqliteFile() => Batteries_V2.Init();

    public SqliteFile(string path)
    {
        FullPath = path;
        Require(raw.sqlite3_open_v2(path, out _handle, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, null));

        // Nothing that is half-written is ever shown, so nothing is kept to go back to; the file is flushed once, when it is complete.
        Execute("PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY");
    }

    public string FullPath { get; }

    public void Execute(string sql) => Require(raw.sqlite3_exec(_handle, sql));

    public SqliteInsert Insert(string table, int columns, int rows)
    {
        var row = $"({string.Join(',', Enumerable.Repeat('?', columns))})";
        Require(raw.sqlite3_prepare_v2(_handle, $"INSERT INTO {table} VALUES {string.Join(',', Enumerable.Repeat(row, rows))}", out var statement));
        return new SqliteInsert(this, statement, columns, rows);
    }

    /// <summary>The page that each table and index begins with.</summary>
    public Dictionary<string, uint> Roots()
    {
        var roots = new Dictionary<string, uint>();
        Require(raw.sqlite3_prepare_v2(_handle, "SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0", out var statement));
        using (statement)
        {
            while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
                roots.Add(raw.sqlite3_column_text(statement, 0).utf8_to_string(), (uint)raw.sqlite3_column_int64(statement, 1));
        }

        return roots;
    }

    public void Dispose() => _handle.Dispose();

    public void Require(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE))
            throw new IOException($"{FullPath}: SQLite says {raw.sqlite3_errmsg(_handle).utf8_to_string()} ({code}).");
    }
}
