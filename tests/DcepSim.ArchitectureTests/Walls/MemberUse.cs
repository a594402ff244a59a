using System.Reflection;
using System.Reflection.Emit;

namespace DcepSim.ArchitectureTests.Walls;

/// <summary>One use of one member in compiled code: where it stands and what it reaches for.</summary>
internal sealed record MemberUse(MethodBase Where, MemberInfo What)
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static readonly Dictionary<short, OpCode> OpCodesByValue =
        typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public string Namespace => Where.DeclaringType?.Namespace ?? "";

    /// <summary>MathNet's distributions sample from a process-wide source unless a source is named.</summary>
    public bool DrawsFromHiddenSource =>
        What is MethodBase { DeclaringType.Namespace: "MathNet.Numerics.Distributions" } method
        && (method.IsConstructor || method.Name is "Sample" or "Samples")
        && method.GetParameters().All(parameter => parameter.ParameterType != typeof(Random));

    public bool Touches(IReadOnlySet<string> banned)
    {
        var type = What as Type ?? What.DeclaringType;
        for (; type is not null; type = type.DeclaringType)
        {
            var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
            if (banned.Contains("T:" + definition.FullName) || banned.Contains("N:" + definition.Namespace))
                return true;
        }

        return What is MethodBase method && banned.Contains(DocumentationId.Of(method));
    }

    public override string ToString() => $"{Where.DeclaringType?.FullName}.{Where.Name} uses {What.DeclaringType?.FullName}.{What.Name}";

    public static IEnumerable<MemberUse> In(Assembly assembly) =>
        assembly.GetTypes()
            .SelectMany(type => type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared)))
            .SelectMany(method => In(method).Select(member => new MemberUse(method, member)));

    private static IEnumerable<MemberInfo> In(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? unchecked((short)(0xFE00 | code[at + 1])) : code[at]; // unchecked: two-byte codes are negative shorts
            var operation = OpCodesByValue[value];
            at += operation.Size;
            if (operation.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok
                && method.Module.ResolveMember(BitConverter.ToInt32(code, at), typeArguments, methodArguments) is { } member)
            {
                yield return member;
            }

            at += OperandSize(operation.OperandType, code, at);
        }
    }

    private static int OperandSize(OperandType operand, byte[] code, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };
}
