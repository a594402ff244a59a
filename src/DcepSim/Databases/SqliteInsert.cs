using SQLitePCL;

namespace DcepSim.Databases;

/// <summary>A prepared insert of several rows at once, filled cell by cell; a statement of many rows costs little more than one of a single row.</summary>
internal sealed class SqliteInsert(SqliteFile file, sqlite3_stmt statement, int columns, int rows) : IDisposable
{
    private int _cell;

    /// <summary>Rows that are filled and wait for the others.</summary>
    public int Waiting => _cell / columns;

    public void Put(long value) => file.Require(raw.sqlite3_bind_int64(statement, ++_cell, value));

    public void Put(ReadOnlySpan<byte> text) => file.Require(raw.sqlite3_bind_text(statement, ++_cell, text));

    public void Put(string text) => file.Require(raw.sqlite3_bind_text(statement, ++_cell, text));

    public void PutOrNull(string? text)
    {
        if (text is null)
            file.Require(raw.sqlite3_bind_null(statement, ++_cell));
        else
            Put(text);
    }

    public void Put(double? value) =>
        file.Require(value is { } number && double.IsFinite(number) ? raw.sqlite3_bind_double(statement, ++_cell, number) : raw.sqlite3_bind_null(statement, ++_cell));

    /// <summary>Ends a row; writes when all rows are filled.</summary>
    public void EndRow()
    {
        if (_cell < columns * rows)
            return;
        file.Require(raw.sqlite3_step(statement));
        file.Require(raw.sqlite3_reset(statement));
        _cell = 0;
    }

    public void Dispose() => statement.Dispose();
}
