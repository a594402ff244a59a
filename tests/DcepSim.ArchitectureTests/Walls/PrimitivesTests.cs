using System.Reflection;
using System.Runtime.CompilerServices;

namespace DcepSim.ArchitectureTests.Walls;

/// <summary>The entry rule of the foundation: immutable values and closed enums, nothing else.</summary>
public class PrimitivesTests
{
    public static TheoryData<Type> PublicTypes => [.. typeof(Amount).Assembly.GetExportedTypes()];

    [Theory]
    [MemberData(nameof(PublicTypes))]
    public void A_shared_word_is_an_immutable_value_or_a_closed_enum(Type type)
    {
        if (type.IsEnum || (type.IsAbstract && type.IsSealed))
            return;
        Assert.True(type.IsValueType && type.IsDefined(typeof(IsReadOnlyAttribute), false), $"{type} is neither an enum nor a readonly struct.");
        Assert.All(type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic), field => Assert.True(field.IsInitOnly, $"{type}.{field.Name} can change."));
    }
}
