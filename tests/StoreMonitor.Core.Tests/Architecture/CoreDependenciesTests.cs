using System.Reflection;
using StoreMonitor.Core.Polls;

namespace StoreMonitor.Core.Tests.Architecture;

/// <summary>Core is pure: it computes, and neither reads, waits, nor asks the clock.</summary>
public sealed class CoreDependenciesTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Assembly Core = typeof(Poll).Assembly;

    [Fact]
    public void Core_references_nothing_but_the_framework_and_NodaTime()
    {
        var others = Core.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name is not ("System" or "netstandard" or "NodaTime"));

        others.Should().BeEmpty();
    }

    [Fact]
    public void The_framework_assemblies_for_files_networks_and_processes_are_not_among_them()
    {
        string[] impure =
            ["System.IO.", "System.Net", "System.Diagnostics.Process", "System.Data", "System.Threading.Tasks", "System.Console"];

        var impureOnes = Core.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => impure.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));

        impureOnes.Should().BeEmpty();
    }

    [Fact]
    public void No_public_member_is_asynchronous()
    {
        string[] asynchronous = ["System.Threading.Tasks.", "System.Collections.Generic.IAsyncEnumerable`1"];

        MembersNaming(asynchronous).Should().BeEmpty();
    }

    [Fact]
    public void No_public_member_speaks_of_time_in_any_types_but_those_of_NodaTime()
    {
        string[] foreign =
            ["System.DateTime", "System.DateTimeOffset", "System.TimeZoneInfo", "System.DateOnly", "System.TimeOnly", "System.TimeSpan"];

        MembersNaming(foreign).Should().BeEmpty();
    }

    [Fact]
    public void The_search_through_signatures_finds_what_is_there()
    {
        MembersNaming(["NodaTime.Instant"]).Should().Contain("BusinessTime.Touching");
    }

    private static IEnumerable<string> MembersNaming(string[] typeNames) =>
        from type in Core.GetExportedTypes()
        from member in type.GetMembers(Declared)
        where SignatureOf(member).SelectMany(Parts).Any(part => typeNames.Any(name => IsNamed(part, name)))
        select $"{type.Name}.{member.Name}";

    // A name that ends with a dot is a namespace.
    private static bool IsNamed(Type type, string name) =>
        type.FullName is { } fullName && (name[^1] == '.' ? fullName.StartsWith(name, StringComparison.Ordinal) : fullName == name);

    private static IEnumerable<Type> SignatureOf(MemberInfo member) => member switch
    {
        MethodInfo method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType),
        ConstructorInfo constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
        PropertyInfo property => [property.PropertyType],
        FieldInfo field => [field.FieldType],
        _ => [],
    };

    // A type, and what it is made of: the element of an array or a reference, the arguments and the definition of a generic type.
    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : [type];
}
