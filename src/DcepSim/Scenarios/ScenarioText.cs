using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Scenarios;

/// <summary>Turns the bytes of a file into nodes, or into the one fault that stops reading, with line and column.</summary>
internal static class ScenarioText
{
    private const int DepthMax = 32;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static ScenarioNode? Parse(ReadOnlySpan<byte> bytes, List<ScenarioFault> faults, int firstLine = 1)
    {
        if (bytes.StartsWith(ByteOrderMark))
            bytes = bytes[ByteOrderMark.Length..];
        if (!Utf8.IsValid(bytes))
        {
            faults.Add(new("", "is not UTF-8 text; save the file as UTF-8"));
            return null;
        }

        if (bytes.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            faults.Add(new("", "is not JSON: line 1, column 1: there is nothing in it"));
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = DepthMax });
            reader.Read();
            var lines = new LineCounter(firstLine);
            var root = ReadValue(ref reader, bytes, ref lines);
            reader.Read();
            return root;
        }
        catch (JsonException broken)
        {
            faults.Add(new("", JsonFault.Describe(broken, bytes)));
            return null;
        }
        catch (InvalidOperationException)
        {
            faults.Add(new("", "a string holds half of a surrogate pair (\\uD800 to \\uDFFF), which is no character"));
            return null;
        }
    }

    private static ScenarioNode ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, ref LineCounter lines)
    {
        var line = lines.LineOf(bytes, (int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var @object = new ScenarioNode(ScenarioNodeKind.Object, "", line);
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    @object.Members.Add(new(name, ReadValue(ref reader, bytes, ref lines)));
                }

                return @object;
            case JsonTokenType.StartArray:
                var array = new ScenarioNode(ScenarioNodeKind.Array, "", line);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    array.Items.Add(ReadValue(ref reader, bytes, ref lines));
                return array;
            case JsonTokenType.String:
                return new(ScenarioNodeKind.String, reader.GetString()!, line);
            default:
                var kind = reader.TokenType switch
                {
                    JsonTokenType.Number => ScenarioNodeKind.Number,
                    JsonTokenType.Null => ScenarioNodeKind.Null,
                    _ => ScenarioNodeKind.Boolean,
                };
                return new(kind, Encoding.ASCII.GetString(reader.ValueSpan), line);
        }
    }

    // Tokens come in order, so each line end is counted once.
    private struct LineCounter(int firstLine)
    {
        private int _position;
        private int _line = firstLine;

        public int LineOf(ReadOnlySpan<byte> bytes, int position)
        {
            _line += bytes[_position..position].Count((byte)'\n');
            _position = position;
            return _line;
        }
    }
}
