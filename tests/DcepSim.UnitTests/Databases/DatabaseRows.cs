using System.Globalization;
using Microsoft.Data.Sqlite;

namespace DcepSim.UnitTests.Databases;

/// <summary>What SQLite itself reads from a file.</summary>
internal static class DatabaseRows
{
    /// <summary>The rows of a query, written as the CSV files write: numbers in the invariant culture with all their digits, nothing for nothing.</summary>
    public static List<string> Of(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join(',', Enumerable.Range(0, reader.FieldCount).Select(field => Convert.ToString(reader.GetValue(field), CultureInfo.InvariantCulture))));
        return rows;
    }
}
