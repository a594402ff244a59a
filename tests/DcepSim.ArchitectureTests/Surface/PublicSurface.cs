using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace DcepSim.ArchitectureTests.Surface;

/// <summary>What an assembly shows to others, one line a type or member, in order of name.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    public static string Of(Assembly assembly) =>
        string.Concat(Repository.PromisedTypes(assembly).OrderBy(type => type.FullName, StringComparer.Ordinal).SelectMany(Lines).Select(line => line + "\n"));

    private static IEnumerable<string> Lines(Type type)
    {
        yield return $"{Kind(type)} {TypeName.Full(type)}{Parents(type)}";
        foreach (var line in Members(type).Order(StringComparer.Ordinal))
            yield return "  " + line;
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(value => $"{Convert.ToInt64(value, CultureInfo.InvariantCulture):000} {Enum.GetName(type, value)}");
        if (type.IsSubclassOf(typeof(Delegate)))
            return [Signature(type.GetMethod("Invoke")!)];

        return type.GetFields(Declared).Where(field => IsVisible(field.Attributes & FieldAttributes.FieldAccessMask) && !IsGenerated(field)).Select(Line)
            .Concat(type.GetProperties(Declared).Where(property => property.GetAccessors(true).Any(IsVisible) && property.Name != "EqualityContract").Select(Line))
            .Concat(type.GetEvents(Declared).Where(member => IsVisible(member.AddMethod!)).Select(member => $"event {TypeName.Short(member.EventHandlerType!)} {member.Name}"))
            .Concat(type.GetConstructors(Declared).Where(IsVisible).Where(constructor => !IsCopy(constructor)).Select(constructor => $"new({Parameters(constructor)})"))
            .Concat(type.GetMethods(Declared).Where(method => IsVisible(method) && !IsAccessor(method) && !IsGenerated(method)).Select(Signature));
    }

    private static string Line(FieldInfo field) =>
        $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{TypeName.Short(field.FieldType)} {field.Name}"
        + (field.IsLiteral ? $" = {Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}" : "");

    private static string Line(PropertyInfo property)
    {
        var accessors = new[] { property.GetMethod, property.SetMethod }.OfType<MethodInfo>().Where(IsVisible).ToList();
        var words = accessors.Select(accessor => accessor.ReturnType != typeof(void) ? "get" : IsInit(accessor) ? "init" : "set");
        var index = property.GetIndexParameters();
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{(accessors[0].IsStatic ? "static " : "")}{required}{TypeName.Short(property.PropertyType)} {(index.Length > 0 ? $"this[{Parameters(index)}]" : property.Name)} {{ {string.Join("; ", words)}; }}";
    }

    private static string Signature(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
        return $"{(method.IsFamily ? "protected " : "")}{(method.IsStatic ? "static " : "")}{(method.IsAbstract && !method.DeclaringType!.IsInterface ? "abstract " : "")}{TypeName.Short(method.ReturnType)} {method.Name}{generic}({Parameters(method)})";
    }

    private static string Parameters(MethodBase method) => Parameters(method.GetParameters());

    private static string Parameters(ParameterInfo[] parameters) =>
        string.Join(", ", parameters.Select(parameter => $"{Passing(parameter)}{TypeName.Short(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + Default(parameter) : "")}"));

    private static string Passing(ParameterInfo parameter) =>
        !parameter.ParameterType.IsByRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";

    private static string Default(ParameterInfo parameter) =>
        parameter.DefaultValue is null ? "default" : Convert.ToString(parameter.DefaultValue, CultureInfo.InvariantCulture)!;

    private static string Kind(Type type) =>
        type.IsEnum ? $"enum({TypeName.Short(type.GetEnumUnderlyingType())})"
        : type.IsInterface ? "interface"
        : type.IsSubclassOf(typeof(Delegate)) ? "delegate"
        : type.IsValueType ? $"{(type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "")}{(type.IsByRefLike ? "ref " : "")}struct"
        : $"{(type.IsAbstract && type.IsSealed ? "static " : type.IsSealed ? "sealed " : type.IsAbstract ? "abstract " : "")}class";

    private static string Parents(Type type)
    {
        if (type.IsEnum || type.IsSubclassOf(typeof(Delegate)))
            return "";
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var parents = type.GetInterfaces().Except(inherited).Where(parent => parent.Name != "IEquatable`1" && parent.IsVisible).Select(TypeName.Short).Order(StringComparer.Ordinal).ToList();
        if (type is { IsClass: true, BaseType: { } root } && root != typeof(object))
            parents.Insert(0, TypeName.Short(root));
        return parents.Count == 0 ? "" : " : " + string.Join(", ", parents);
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(FieldAttributes access) => access is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    private static bool IsAccessor(MethodInfo method) =>
        method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsGenerated(MemberInfo member) => member.IsDefined(typeof(CompilerGeneratedAttribute)) || member.Name.Contains('<', StringComparison.Ordinal);

    private static bool IsCopy(ConstructorInfo constructor) =>
        constructor.GetParameters() is [{ } only] && only.ParameterType == constructor.DeclaringType && IsGenerated(constructor);

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}
