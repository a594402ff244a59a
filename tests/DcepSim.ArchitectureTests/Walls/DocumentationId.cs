using System.Reflection;

namespace DcepSim.ArchitectureTests.Walls;

/// <summary>The compiler's name of a member, as BannedSymbols.txt writes it; accessors are named by their property.</summary>
internal static class DocumentationId
{
    public static string Of(MethodBase method)
    {
        var definition = method is MethodInfo { IsGenericMethod: true } generic ? generic.GetGenericMethodDefinition() : method;
        var owner = OwnerOf(definition.DeclaringType!);
        if (definition.IsSpecialName && definition.Name.StartsWith("get_", StringComparison.Ordinal))
            return $"P:{owner}.{definition.Name[4..]}";

        var name = definition.IsConstructor ? "#ctor" : definition.Name;
        var arity = definition.IsGenericMethod ? $"``{definition.GetGenericArguments().Length}" : "";
        var parameters = definition.GetParameters();
        return $"M:{owner}.{name}{arity}" + (parameters.Length == 0 ? "" : $"({string.Join(',', parameters.Select(parameter => Of(parameter.ParameterType)))})");
    }

    private static string OwnerOf(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static string Of(Type type)
    {
        if (type.IsGenericMethodParameter)
            return $"``{type.GenericParameterPosition}";
        if (type.IsGenericParameter)
            return $"`{type.GenericParameterPosition}";
        if (type.IsByRef)
            return Of(type.GetElementType()!) + "@";
        if (type.IsPointer)
            return Of(type.GetElementType()!) + "*";
        if (type.IsArray)
            return Of(type.GetElementType()!) + "[]";
        if (!type.IsGenericType)
            return type.FullName!.Replace('+', '.');

        var name = type.GetGenericTypeDefinition().FullName!;
        return $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}{{{string.Join(',', type.GetGenericArguments().Select(Of))}}}";
    }
}
