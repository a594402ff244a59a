using SQLitePCL;

namespace DcepSim.LoadTests.Rivals;

/// <summary>A statement of SQLite, prepared once.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(sqlite3 connection, string sql)
    {
        _connection = connection;
        if (raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement) != raw.SQLITE_OK)
            throw new InvalidOperationException($"{raw.sqlite3_errmsg(connection).utf8_to_string()}: {sql}");
    }

    /// <summary>A whole number of the row stood on.</summary>
    public long this[int column] => raw.sqlite3_column_int64(_statement, column);

    /// <summary>Starts anew with values for <c>?1</c> and on.</summary>
    public SqliteStatement With(params ReadOnlySpan<long> values)
    {
        raw.sqlite3_reset(_statement);
        for (var i = 0; i < values.Length; i++)
            raw.sqlite3_bind_int64(_statement, i + 1, values[i]);
        return this;
    }

    /// <summary>Goes on to the next row; false when there is none, and the statement is done.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW)
            return true;
        raw.sqlite3_reset(_statement);
        return result == raw.SQLITE_DONE ? false : throw new InvalidOperationException(raw.sqlite3_errmsg(_connection).utf8_to_string());
    }

    /// <summary>Does it to the end.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>Leaves the row stood on.</summary>
    public void End() => raw.sqlite3_reset(_statement);

    public void Dispose() => _statement.Dispose();
}
