"""Names of persons, by which a capitalized word beside or alike is known for a person's."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.recognition.words import words

GIVEN_NAMES = words(
    """Aaron Abdul Abdullah Abdel Abraham Adam Adnan Adrian Ahmad Ahmed Ahmet Alan Albert Alejandro Aleksandr Aleksei Alex
    Alexander Alexandra Alexei Alexey Alfred Ali Alice Alicia Allen Alyssa Amanda Amber Amina Amir Amy Ana Anastasia Anatoly
    Andre Andrea Andrei Andres Andrew Andrey Andriy Angela Anita Ann Anna Anne Annie Anthony Anton Antonio Antony Arthur
    Ashley Ashraf Asif Aung Austin Ayman Barack Barbara Barry Bashar Ben Benjamin Bernard Bernie Beth Betty Bill Billy Bob
    Bobby Boris Brad Bradley Brandon Brenda Brent Brett Brian Bruce Bryan Calvin Carl Carla Carlos Carmen Carol Caroline
    Catherine Cecilia Charles Charlie Chad Cheryl Chris Christian Christina Christine Christopher Cindy Claire Clarence
    Claude Clinton Colin Corey Craig Crystal Curtis Cynthia Daniel Danielle Danny Darren Darryl Dave David Dean Debbie
    Deborah Debra Denis Denise Dennis Derek Diana Diane Diego Dmitri Dmitriy Dmitry Dominic Don Donald Donna Doris Dorothy
    Doug Douglas Dustin Dwight Earl Ed Eddie Edgar Eduardo Edward Edwin Elaine Eleanor Elena Eli Elizabeth Ellen Emily Emma
    Emmanuel Enrique Eric Erica Erik Erin Ernest Esther Ethan Eugene Eva Evan Evelyn Faisal Fatima Felix Fernando Florence
    Francis Francisco Frank Fred Frederick Gabriel Gary Gavin Gene Geoffrey George Gerald Gerard Gilbert Gina Glen Glenn
    Gloria Gordon Grace Greg Gregory Guy Habib Hamid Hamza Hannah Harold Harry Hasan Hassan Heather Hector Helen Henry
    Herbert Hillary Holly Howard Hugh Hugo Hussein Hussain Ian Ibrahim Igor Imran Irene Isaac Isabel Ivan Jack Jackie Jacob
    Jacqueline Jaime Jake Jamal James Jamie Jan Jane Janet Janice Jared Jason Javier Jay Jean Jeff Jeffrey Jennifer Jenny
    Jeremy Jerome Jerry Jesse Jessica Jesus Jill Jim Jimmy Joan Joanna Joe Joel Johan Johannes John Johnny Jon Jonathan Jorge
    Jose José Joseph Josh Joshua Joyce Juan Judith Judy Julia Julian Julie Julio Justin Kareem Karen Karim Karl Kate
    Katherine Kathleen Kathryn Kathy Katie Keith Kelly Ken Kenneth Kevin Khaled Khalid Kim Kimberly Kirk Kristen Kurt Kyle
    Larry Laura Lauren Laurence Lawrence Lee Leo Leon Leonard Leonid Leroy Leslie Levi Lewis Liam Linda Lindsay Lisa Liz
    Lloyd Logan Lori Louis Louise Lucas Lucy Luis Luke Lydia Lynn Madeleine Mahmoud Mahmud Malik Manuel Marc Marco Marcus
    Margaret Maria Marie Marilyn Mario Mark Marsha Martha Martin Marvin Mary Masoud Matt Matthew Maurice Max Megan Mehmet
    Melissa Meredith Michael Michelle Miguel Mikhail Mike Mitchell Mohamed Mohammad Mohammed Molly Monica Morgan Muhammad
    Mustafa Mykola Nancy Naomi Nasser Natalia Natalie Nathan Neil Nicholas Nick Nicolas Nicole Nikita Nikolai Nikolay Nina
    Noah Nora Norman Oleg Oleh Oleksandr Oleksiy Olga Oliver Olivia Omar Oscar Osama Osman Pamela Pat Patricia Patrick Patty
    Paul Paula Pavel Pavlo Pedro Peggy Penny Peter Petro Phil Philip Phillip Phyllis Pierre Qasem Qassem Rachel Rafael Ralph
    Ramzan Randy Raul Ray Raymond Rebecca Recep Reza Ricardo Richard Rick Ricky Rob Robert Roberto Robin Rodney Roger Roland
    Ron Ronald Rosa Rose Ross Roy Ruben Russell Ruth Ryan Saad Sadiq Said Salim Salman Sally Sam Samantha Samir Samuel Sandra
    Sara Sarah Scott Sean Sebastian Sergei Sergey Serhiy Seth Shane Shannon Sharon Shawn Sheila Sherry Shirley Sidney Simon
    Sofia Sonia Stacy Stan Stanley Stefan Stella Stephanie Stephen Steve Steven Stuart Sue Susan Suzanne Svetlana Sylvia
    Tamara Tammy Tanya Tara Tariq Taylor Ted Teresa Terrence Terry Thaddeus Theodore Theresa Thomas Tiffany Tim Timothy Tina
    Todd Tom Tommy Tony Tracy Travis Trevor Tyler Valentina Valerie Vanessa Vasily Vera Vernon Veronica Victor Victoria
    Vincent Virginia Vitaly Vitaliy Vladimir Volodymyr Wade Wali Walid Wallace Walter Warren Wayne Wendy Wesley Will Willard
    William Willie Wilson Xavier Yahya Yasser Yevgeny Yolanda Yuri Yusuf Youssef Yvonne Zachary Zaid Zain Zoe Мохаммед
    Александр Алексей Андрей Борис Виктор Владимир Дмитрий Иван Игорь Михаил Николай Олег Павел Сергей Юрий Володимир
    Олександр Петро"""
)
"""Those common in reports in English and of the regions that they tell of."""


@dataclass(frozen=True, slots=True)
class PersonNames:
    """The long lists of names; many of them are places too."""

    given: frozenset[str]
    common_surnames: frozenset[str]
    """The fifteen hundred commonest of the United States."""
    surnames: frozenset[str]
    """Others, of many countries."""


@cache
def person_names() -> PersonNames:
    """The names of `person_names.txt`, read once; PERSON_NAMES.md beside it says where they are from."""
    lines = files("dateline.recognition").joinpath("person_names.txt").read_text("utf-8").splitlines()
    given, common, others = (frozenset(line.split()) for line in lines)
    return PersonNames(given, common, others)


def is_surname(word: str) -> bool:
    """Whether a word is in the lists of surnames."""
    names = person_names()
    return word in names.common_surnames or word in names.surnames
