using System.Reflection;

namespace DcepSim.ArchitectureTests.Walls;

/// <summary>Money is counted, never measured.</summary>
public class MoneyTests
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static readonly Type[] Inexact = [typeof(float), typeof(double), typeof(decimal), typeof(Half)];

    [Theory]
    [InlineData("DcepSim.Primitives")]
    [InlineData("DcepSim.Ledger")]
    [InlineData("DcepSim.Wallets")]
    public void No_fraction_comes_near_a_balance(string room)
    {
        var types = Repository.AssemblyOf(room).GetTypes();
        var fields = types.SelectMany(type => type.GetFields(Declared)).Where(field => Inexact.Contains(field.FieldType)).Select(field => $"{field.DeclaringType}.{field.Name}");
        var methods = types.SelectMany(type => type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared))).Where(UsesFractions).Select(method => $"{method.DeclaringType}.{method.Name}");
        Assert.Empty(fields.Concat(methods));
    }

    private static bool UsesFractions(MethodBase method) =>
        method.GetParameters().Any(parameter => Inexact.Contains(parameter.ParameterType))
        || (method is MethodInfo info && Inexact.Contains(info.ReturnType))
        || (method.GetMethodBody()?.LocalVariables.Any(local => Inexact.Contains(local.LocalType)) ?? false);
}
